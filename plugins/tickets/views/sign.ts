import { fromNow, type Message, quiet } from '@guildhall/sdk';
import { userMention } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';

/** What all read when a ticket gets another name or topic: and when Discord will show it, if that takes a while. */
export async function signView(ticket: Ticket, what: 'rename' | 'topic', by: string): Promise<Message> {
  const { t } = await plugin.host.texts.ofGuild(ticket.guild);
  const { signs } = plugin.parts;
  const at = signs.mayChange(await signs.of(ticket.id));
  const waits = at.getTime() > plugin.host.clock.now().getTime() && !(what === 'topic' && ticket.threadIn);
  const done = t(`done.${what}`, { user: userMention(by) });
  return {
    content: waits ? `${done}\n${t('done.sign-waits', { when: fromNow(at) })}` : done,
    allowedMentions: quiet,
  };
}
