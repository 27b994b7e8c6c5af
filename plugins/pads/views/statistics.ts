import { type Message, pageButtons, pageNumber, quiet, type Translate } from '@guildhall/sdk';
import pads from '../plugin.ts';
import type { HostTotal } from '../statistics.ts';
import { person } from './words.ts';

const pageSize = 10;

/** Who hosted most. @param page from 0; a page behind the end shows the last one. */
export function leaderboard(totals: readonly HostTotal[], days: number, page: number, t: Translate): Message {
  const pages = Math.max(1, Math.ceil(totals.length / pageSize));
  const shown = { page: Math.min(Math.max(0, page), pages - 1), pages };
  const first = shown.page * pageSize;
  const lines = totals.slice(first, first + pageSize).map((total, index) =>
    t('statistics.line', {
      place: first + index + 1,
      user: person(total.host, t),
      ...written(total, t),
    }),
  );
  return {
    embeds: [
      {
        title: t('statistics.title', { count: days }),
        description: lines.join('\n') || t('statistics.empty'),
        footer: { text: pageNumber(shown, t) },
      },
    ],
    components: pageButtons(shown, (number) => pads.customId('stats', number, days), t),
    allowedMentions: quiet,
    private: true,
  };
}

/** What one host has done. */
export function hostTotal(total: HostTotal, days: number, t: Translate): Message {
  return {
    embeds: [
      {
        title: t('statistics.title', { count: days }),
        description: t('statistics.host', {
          user: person(total.host, t),
          trainings: total.trainings,
          tryouts: total.tryouts,
          ...written(total, t),
        }),
      },
    ],
    allowedMentions: quiet,
    private: true,
  };
}

const written = ({ sessions, minutes, attendees }: HostTotal, t: Translate) => ({
  sessions: t('words.sessions', { count: sessions }),
  minutes: t('words.minutes', { count: minutes }),
  people: t('words.people', { count: attendees }),
});
