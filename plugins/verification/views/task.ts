import { fromNow, type Message, plain, type Translate } from '@guildhall/sdk';
import { ButtonStyle } from 'discord.js';
import plugin from '../plugin.ts';
import type { Task } from '../verifications.ts';
import { blue, button, linkButton, profileOf, row } from './words.ts';

/** The words, and what to do with them. */
export function taskView({ words, pending, signIn }: Task, t: Translate): Message {
  const values = { name: plain(pending.name), until: fromNow(pending.expiresAt) };
  return {
    embeds: [
      {
        title: t('task.title'),
        color: blue,
        description: [
          t('task.steps', values),
          `\`\`\`\n${words.join(' ')}\n\`\`\``,
          t('task.until', values),
          t('task.warning'),
        ].join('\n'),
      },
    ],
    components: [
      row(
        ...taskButtons(t),
        ...(signIn ? [button(t('buttons.sign-in'), plugin.customId('sign-in'))] : []),
        linkButton(t('buttons.profile'), profileOf(pending.account)),
      ),
    ],
    private: true,
  };
}

/** What can be done with words that were given out. */
export const taskButtons = (t: Translate) => [
  button(t('buttons.verify'), plugin.customId('check'), ButtonStyle.Success),
  button(t('buttons.renew'), plugin.customId('renew')),
];
