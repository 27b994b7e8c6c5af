import { dateTime, plain, refusalWords } from '@guildhall/sdk';
import { channelMention, roleMention, userMention } from 'discord.js';

export const { shown, orRefuse } = refusalWords({
  user: (user: string | null) => (user && /^\d+$/.test(user) ? userMention(user) : '-'),
  role: (role: string) => roleMention(role),
  channel: (channel: string | null) => (channel ? channelMention(channel) : '-'),
  at: (at: Date | null) => (at ? dateTime(at) : '-'),
  name: (name: string) => plain(name, 60),
});
