import { dateTime, plain, refusalWords } from '@guildhall/sdk';
import { userMention } from 'discord.js';

export const { shown, orRefuse } = refusalWords({
  user: (user: string | null) => (user && /^\d+$/.test(user) ? userMention(user) : '-'),
  at: (at: Date | null) => (at ? dateTime(at) : '-'),
  typed: (typed: string) => plain(typed, 60),
  name: (name: string) => plain(name, 60),
});
