import type { Locale, Refusal, RouteAnswer, Translate } from '@guildhall/sdk';
import type { Linked } from '../links.ts';
import type { Proposal } from '../sign-ins.ts';
import { page, paragraph } from './page.ts';

/** In which language a page is, and what it needs to tell of time. */
export interface Reader {
  readonly t: Translate;
  readonly locale: Locale;
  readonly now: Date;
}

/** Whose account it would become, by names. */
export interface Place {
  readonly member: string;
  /** The member's name on Discord, which nobody else has. */
  readonly username: string;
  readonly server: string;
}

/** Asks whether to go on. Somebody who was sent the link of another member finds that out here. */
export function confirmPage({ account, token }: Proposal, place: Place, { t, locale }: Reader): RouteAnswer {
  const { name, displayName } = account;
  return page({
    locale,
    title: t('sign-in.confirm.title'),
    paragraphs: [
      paragraph(t, 'sign-in.confirm.account', { name, display: displayName }),
      paragraph(t, 'sign-in.confirm.member', { ...place }),
      paragraph(t, 'sign-in.confirm.warning'),
    ],
    form: { action: 'confirm', values: { token }, button: t('sign-in.confirm.button') },
  });
}

/** The account is linked. */
export function donePage({ link, shared }: Linked, place: Place, { t, locale }: Reader): RouteAnswer {
  return page({
    locale,
    title: t('linked.title'),
    paragraphs: [
      paragraph(t, 'sign-in.done', { name: link.name, ...place }),
      ...(shared ? [paragraph(t, 'linked.shared')] : []),
      paragraph(t, 'sign-in.close'),
    ],
  });
}

/** Refusals that say something else to a reader of the page. */
const others: Readonly<Record<string, string>> = { 'account-taken': 'sign-in-taken' };

/** Nothing was linked, and why. */
export function refusalPage({ code, values }: Refusal, { t, locale, now }: Reader): RouteAnswer {
  const written = Object.entries(values).flatMap(([name, value]) => {
    if (value instanceof Date) {
      return [[name, name === 'at' ? fromNow(value, now, locale) : day(value, locale)]];
    }
    return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
  });
  return page({
    status: 400,
    locale,
    title: t('sign-in.failed'),
    paragraphs: [
      paragraph(t, `refusals.${others[code] ?? code}`, Object.fromEntries(written)),
      paragraph(t, 'sign-in.close'),
    ],
  });
}

const day = (at: Date, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(at);

function fromNow(at: Date, now: Date, locale: Locale): string {
  const minutes = Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 60_000));
  return new Intl.RelativeTimeFormat(locale).format(minutes, 'minute');
}
