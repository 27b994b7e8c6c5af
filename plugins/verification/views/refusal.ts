import {
  fromNow,
  type Message,
  plain,
  quiet,
  type Refusal,
  refusalWords,
  type Translate,
} from '@guildhall/sdk';
import { ButtonStyle, roleMention, userMention } from 'discord.js';
import plugin from '../plugin.ts';
import type { Applicant } from '../verifications.ts';
import { taskButtons } from './task.ts';
import { button, date, row } from './words.ts';

export const { shown, orRefuse } = refusalWords({
  user: (user: string) => userMention(user),
  role: (role: string) => roleMention(role),
  name: (name: string) => plain(name),
  day: (at: Date) => date(at),
  at: (at: Date) => fromNow(at),
});

function text(refusal: Refusal, t: Translate): Message {
  const { code, values } = shown(refusal);
  return { content: t(`refusals.${code}`, values), allowedMentions: quiet, private: true };
}

/** Somebody else has the account. Whoever proves that it is theirs can ask for it. */
export function accountTaken(refusal: Refusal, { user, by }: Applicant, t: Translate): Message {
  const address = plugin.customId('me', String(refusal.values.account), user, by);
  const message = text(refusal, t);
  return {
    ...message,
    ...(user !== by && {
      content: `${t('card.asked', { user: userMention(user), by: userMention(by) })} ${message.content}`,
      allowedMentions: { users: [user] },
      private: false,
    }),
    components: [row(button(t('buttons.ask'), address, ButtonStyle.Primary))],
  };
}

/** The words were not seen: what to do, and the buttons for it. */
export function notSeen(refusal: Refusal, t: Translate): Message {
  return { ...text(refusal, t), components: [row(...taskButtons(t))] };
}
