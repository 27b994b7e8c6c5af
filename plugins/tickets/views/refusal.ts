import { dateTime, fromNow, plain, Refusal, type Result, refusalWords } from '@guildhall/sdk';
import { channelMention, inlineCode, roleMention, userMention } from 'discord.js';

const words = refusalWords({
  user: (user: string | null) => (user && /^\d+$/.test(user) ? userMention(user) : '-'),
  role: (role: string) => roleMention(role),
  channel: (channel: string | null) => (channel ? channelMention(channel) : '-'),
  at: (at: Date | null) => (at ? dateTime(at) : '-'),
  when: (at: Date) => fromNow(at),
  roles: (roles: readonly string[]) => roles.map(roleMention).join(', '),
  reason: (reason: string | null) => plain(reason ?? '-', 300),
  pattern: (pattern: string) => inlineCode(pattern.replaceAll('`', "'")),
  name: (name: string) => plain(name, 60),
});

/** The refusal as people read it. One about a ticket that has no channel yet has other words: nobody can go there. */
export function shown(refusal: Refusal): Refusal {
  const { code, values } = words.shown(refusal);
  return refusal.values.channel === null ? new Refusal(`${code}-unready`, values) : new Refusal(code, values);
}

/** What went well. @throws Refusal for the gate to show, when it did not. */
export const orRefuse = <T>(result: Result<T, Refusal>): T =>
  result.unwrapOrElse((refusal) => {
    throw shown(refusal);
  });
