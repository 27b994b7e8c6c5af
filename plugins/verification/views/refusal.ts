import { type Message, Refusal, type Result, type Translate } from '@guildhall/sdk';
import { ButtonStyle, roleMention, userMention } from 'discord.js';
import plugin from '../plugin.ts';
import type { Applicant } from '../verifications.ts';
import { taskButtons } from './task.ts';
import { button, date, fromNow, plain, quiet, row } from './words.ts';

/** Ways to write the values of a refusal that are no plain text or number. */
const writers: Readonly<Record<string, (value: never) => string>> = {
  user: (user: string) => userMention(user),
  role: (role: string) => roleMention(role),
  name: (name: string) => plain(name),
  day: (at: Date) => date(at),
  at: (at: Date) => fromNow(at),
};

/** The refusal as people read it: users and roles as mentions, times as Discord's timestamps. */
export function shown(refusal: Refusal): Refusal {
  const values = Object.entries(refusal.values).map(([name, value]) => [
    name,
    value === undefined ? value : (writers[name]?.(value as never) ?? value),
  ]);
  return new Refusal(refusal.code, Object.fromEntries(values));
}

/** What went well. @throws Refusal for the gate to show, when it did not. */
export function orRefuse<T>(result: Result<T, Refusal>): T {
  return result.unwrapOrElse((refusal) => {
    throw shown(refusal);
  });
}

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
