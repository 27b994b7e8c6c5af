import {
  dateTime,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import type { HistoryFilter } from '../archive.ts';
import type { Session } from '../entities/session.ts';
import pads from '../plugin.ts';
import { kindName, person } from './words.ts';

/** Past and present sessions, ten a page. */
export function historyView(page: Page<Session>, { pad, host }: HistoryFilter, t: Translate): Message {
  const address = (number: number) => pads.customId('history', number, pad ?? '', host ?? '');
  return {
    embeds: [
      {
        title: t('history.title'),
        description: page.rows.map((session) => lineOf(session, t)).join('\n') || t('history.empty'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: pageButtons(page, address, t),
    allowedMentions: quiet,
    private: true,
  };
}

function lineOf(session: Session, t: Translate): string {
  const values = {
    pad: session.pad,
    kind: kindName(session.kind, t),
    user: person(session.host, t),
    at: dateTime(session.bookedAt),
  };
  return session.openKey === null
    ? t('history.past', {
        ...values,
        minutes: t('words.minutes', { count: session.minutes ?? 0 }),
        people: t('words.people', { count: session.attendees ?? 0 }),
      })
    : t('history.open', values);
}
