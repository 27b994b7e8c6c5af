import { clockTime, dateTime, refusalWords } from '@guildhall/sdk';
import { userMention } from 'discord.js';

export const { shown, orRefuse } = refusalWords({
  user: (user: string) => userMention(user),
  until: (at: Date) => clockTime(at),
  at: (at: Date) => dateTime(at),
});
