import { type Message, person, plain, quiet } from '@guildhall/sdk';
import { userMention } from 'discord.js';
import type { ActName } from '../acts.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { type Reopened, reasonLimit } from '../ticket/tickets.ts';
import { shown } from './refusal.ts';
import { numberWords } from './words.ts';

/** What all in the channel read when something was done with the ticket. @param who a user's id, or a mention. */
export async function doneView(
  what: ActName | 'add' | 'remove' | 'transfer' | 'creator' | 'priority' | 'keep-open',
  ticket: Reopened,
  who: string,
  values: Readonly<Record<string, string>> = {},
): Promise<Message> {
  const { t } = await plugin.host.texts.ofGuild(ticket.guild);
  const user = /^\d+$/.test(who) ? userMention(who) : who;
  const { passed, closeReason } = ticket;
  const done = [
    t(`done.${what}`, { ...values, user, number: numberWords(ticket.number) }),
    ...(what === 'close' && closeReason
      ? [t('control.reason', { reason: plain(closeReason, reasonLimit) })]
      : []),
  ].join('\n');
  const limit =
    passed && t(`passed.${passed.code}`, { user: person(ticket.creator, t), ...shown(passed).values });
  return {
    content: limit ? `${done}\n-# ${limit}` : done,
    // Whoever gets a ticket is told so.
    allowedMentions: what === 'transfer' || what === 'creator' ? { users: [who] } : quiet,
  };
}

/**
 * That a ticket was deleted: in its channel, all there read that it goes; elsewhere, whoever did it reads that it is done.
 * @param where `here`: the channel in which it was said.
 */
export async function deletedView(
  ticket: Ticket,
  by: string,
  { here, locale }: { readonly here: string | null; readonly locale: string },
): Promise<Message> {
  if (here === ticket.channel) {
    return doneView('delete', ticket, by);
  }
  const t = plugin.host.texts.in(locale);
  return { content: t('done.delete-elsewhere', { number: numberWords(ticket.number) }), private: true };
}
