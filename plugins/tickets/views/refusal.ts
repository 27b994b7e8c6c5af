import { dateTime, fromNow, plain, refusalWords } from '@guildhall/sdk';
import { channelMention, inlineCode, roleMention, userMention } from 'discord.js';

export const { shown, orRefuse } = refusalWords({
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
