import { fromNow, type Message, person, quiet, type Translate } from '@guildhall/sdk';
import { ButtonStyle } from 'discord.js';
import type { MemberUpdate } from '../effects/member-update.ts';
import type { RefreshRun, RunState } from '../entities/refresh-run.ts';
import plugin from '../plugin.ts';
import { updateLines } from './update.ts';
import { blue, button, green, row, yellow } from './words.ts';

const colors: Readonly<Record<RunState, number>> = { running: blue, done: green, cancelled: yellow };
const barLength = 20;

/** How far a run is. */
export function runView(run: RefreshRun, t: Translate): Message {
  const { state, done, total, changed, failed, by, waitsUntil } = run;
  const share = state === 'done' ? 1 : total === 0 ? 0 : Math.min(1, done / total);
  const filled = Math.round(share * barLength);
  return {
    embeds: [
      {
        title: t(`refresh.${state}`),
        color: colors[state as RunState],
        description: [
          `\`${'█'.repeat(filled)}${'░'.repeat(barLength - filled)}\``,
          t('refresh.progress', { done, total }),
          t('refresh.counts', { changed, failed }),
          ...(waitsUntil && state === 'running' ? [t('refresh.waits', { at: fromNow(waitsUntil) })] : []),
          t('refresh.by', { user: person(by, t) }),
        ].join('\n'),
      },
    ],
    components:
      state === 'running'
        ? [row(button(t('buttons.cancel'), plugin.customId('cancel-refresh', run.id), ButtonStyle.Danger))]
        : [],
    allowedMentions: quiet,
  };
}

/** What was done with one member. */
export function refreshedView(update: MemberUpdate, user: string, now: Date, t: Translate): Message {
  const lines = updateLines(update, now, t);
  const title = update.plan.trouble ? t('refresh.half') : t('refresh.one', { user: person(user, t) });
  const text = [title, ...(lines.length > 0 ? lines : [t('update.same')])];
  return { content: text.join('\n'), allowedMentions: quiet, private: true };
}
