import { dateTime, formatMoney, type Money, plain, refusalWords } from '@guildhall/sdk';
import { roleMention, userMention } from 'discord.js';

export const { shown, orRefuse } = refusalWords({
  user: (user: string | null) => (user && /^\d+$/.test(user) ? userMention(user) : '-'),
  role: (role: string) => roleMention(role),
  at: (at: Date | null) => (at ? dateTime(at) : '-'),
  typed: (typed: string) => plain(typed, 60),
  name: (name: string) => plain(name, 90),
  code: (code: string) => plain(code, 40),
  reason: (reason: string | null) => plain(reason ?? '-', 300),
  price: (price: Money) => formatMoney(price, 'en-US'),
  left: (left: Money) => formatMoney(left, 'en-US'),
});
