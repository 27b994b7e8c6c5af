import type { Message, Translate } from '@guildhall/sdk';
import type { Totals } from '../statistics.ts';
import { blue } from './words.ts';

/** How a guild stands. */
export function statisticsView(
  { links, byProof, pending, days, recent, ever }: Totals,
  t: Translate,
): Message {
  return {
    embeds: [
      {
        title: t('statistics.title'),
        color: blue,
        description: [
          t('statistics.links', { count: links }),
          t('statistics.proofs', { ...byProof }),
          t('statistics.pending', { count: pending }),
          '',
          t('statistics.recent', { count: days }),
          t('statistics.changes', {
            linked: recent.linked,
            unlinked: recent.unlinked,
            moved: recent['moved-here'],
          }),
          '',
          t('statistics.ever', { count: ever }),
        ].join('\n'),
      },
    ],
    private: true,
  };
}
