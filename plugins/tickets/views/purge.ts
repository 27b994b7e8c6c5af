import { dateTime, type Message, person, plain, quiet, type Translate } from '@guildhall/sdk';
import { ButtonStyle, ComponentType } from 'discord.js';
import plugin from '../plugin.ts';
import type { PurgeProgress, PurgeWish } from '../ticket/purges.ts';

/** Asks whether so many tickets are really to go; the button holds what was asked for. */
export function purgeQuestion(
  wish: PurgeWish,
  count: number,
  type: string | undefined,
  t: Translate,
): Message {
  const { before, archivedOnly } = wish;
  const lines = [
    t('purge.question', { count, at: dateTime(before) }),
    ...(type ? [t('purge.of-type', { type: plain(type, 60) })] : []),
    ...(archivedOnly ? [t('purge.archived-only')] : []),
    t('purge.consequence'),
  ];
  return {
    content: lines.join('\n'),
    allowedMentions: quiet,
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Danger,
            label: t('purge.really', { count }),
            custom_id: plugin.customId('purge', before.getTime(), wish.type ?? '', archivedOnly ? 1 : 0),
          },
        ],
      },
    ],
    private: true,
  };
}

/** How far a purge is. @param mark stands in the text, so that the message is found again. */
export function purgeView({ purge, left, blocked }: PurgeProgress, mark: string, t: Translate): Message {
  const { by, total, finishedAt } = purge;
  const done = total - left;
  const tenths = total === 0 ? 10 : Math.floor((10 * done) / total);
  const lines = [
    t('purge.by', { user: person(by, t) }),
    `${'🟩'.repeat(tenths)}${'⬜'.repeat(10 - tenths)} ${t('purge.progress', { done, total })}`,
    ...(blocked > 0 ? [t('purge.blocked', { count: blocked })] : []),
    ...(finishedAt ? [t('purge.finished')] : []),
    `-# ${mark}`,
  ];
  return { content: lines.join('\n'), allowedMentions: quiet };
}
