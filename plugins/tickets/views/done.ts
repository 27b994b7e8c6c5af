import { type Message, quiet } from '@guildhall/sdk';
import { userMention } from 'discord.js';
import type { ActName } from '../acts.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { numberWords } from './words.ts';

/** What all in the channel read when something was done with the ticket. @param who a user's id, or a mention. */
export async function doneView(
  what: ActName | 'add' | 'remove' | 'transfer' | 'creator' | 'priority' | 'keep-open',
  ticket: Ticket,
  who: string,
  values: Readonly<Record<string, string>> = {},
): Promise<Message> {
  const { t } = await plugin.host.texts.ofGuild(ticket.guild);
  const user = /^\d+$/.test(who) ? userMention(who) : who;
  return {
    content: t(`done.${what}`, { ...values, user, number: numberWords(ticket.number) }),
    // Whoever gets a ticket is told so.
    allowedMentions: what === 'transfer' || what === 'creator' ? { users: [who] } : quiet,
  };
}
