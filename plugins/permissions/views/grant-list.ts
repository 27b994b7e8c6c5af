import { dateTime, type Message, type Page, pageButtons, pageNumber, plain, quiet } from '@guildhall/sdk';
import type { Grant } from '../entities/grant.ts';
import type { Principal } from '../grant-book.ts';
import permissions from '../plugin.ts';
import type { Reader } from './reader.ts';
import { person, principal, whatName } from './words.ts';

/** The longest reason in a list, in characters: ten grants fit into an embed. */
const reasonLimit = 60;

/** What was given, ten a page. @param to whom it is about; everybody when left out. */
export function grantList(
  page: Page<Grant>,
  to: Pick<Principal, 'kind' | 'id'> | undefined,
  reader: Reader,
): Message {
  const { t } = reader;
  const address = (number: number) => permissions.customId('list', number, to?.kind ?? '', to?.id ?? '');
  return {
    embeds: [
      {
        title: t('list.title'),
        description: page.rows.map((grant) => grantLine(grant, reader)).join('\n') || t('list.empty'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: pageButtons(page, address, t),
    allowedMentions: quiet,
    private: true,
  };
}

/** One grant: who, what, until when, from whom, why. */
export function grantLine(grant: Grant, { t, locale, declared }: Reader): string {
  const { what, endsAt, givenBy, givenAt, reason } = grant;
  return [
    t('list.line', { who: principal(grant), what: whatName(what, declared, locale, t), id: what }),
    ...(endsAt ? [t('list.until', { until: dateTime(endsAt) })] : []),
    t('list.by', { by: person(givenBy, t), at: dateTime(givenAt) }),
    ...(reason ? [t('list.reason', { reason: plain(reason, reasonLimit) })] : []),
  ].join(' ');
}
