import { channelOf, Refusal, unlessFailed } from '@guildhall/sdk';
import type { Collection, GuildMember, Message } from 'discord.js';
import { newestKnown, type Said, type Side } from '../automation/activities.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { worksOnTicket } from '../rights.ts';

/** When it is tried again where the server is not there, or its messages cannot be read; in ms. */
export const pause = { away: 30_000, blind: 3_600_000 } as const;

/** Messages that Discord gives at once, and how often we ask for the ones before. */
const messagesAtOnce = 100;
const pageLimit = 5;

/** Somebody wrote something in a guild, perhaps in a ticket. */
export async function noteMessage(message: Message<true>): Promise<void> {
  if (!isFromPerson(message)) {
    return;
  }
  const { channels, tickets, activities, closeRequests } = plugin.parts;
  const id = await channels.ticketIn(message.guildId, message.channelId);
  const ticket = id && (await tickets.find(message.guildId, id));
  if (ticket && ticket.state === 'open') {
    const side = await sideOf(message, ticket);
    await activities.note(ticket, { side, by: message.author.id, at: message.createdAt });
    await closeRequests.wrote(ticket, { side, by: message.author.id });
  }
}

/**
 * Looks into the channel of a ticket for what was written while the bot was away, and writes it down.
 * @returns its newest messages, the newest first; undefined when they cannot be read now.
 */
export async function catchUp(ticket: Ticket): Promise<Message[] | undefined> {
  const { activities } = plugin.parts;
  const { client } = plugin.host;
  const channel = ticket.channel ? await channelOf(client, ticket.guild, ticket.channel) : 'gone';
  const known = await activities.of(ticket.id);
  if (typeof channel === 'string' || !known) {
    return undefined;
  }
  const latest = newestKnown(known);
  const messages: Message[] = [];
  const failure = await unlessFailed(
    (async () => {
      for (let page = 0; page < pageLimit; page += 1) {
        const before = messages.at(-1)?.id;
        const options = { limit: messagesAtOnce, cache: false, ...(before && { before }) };
        const found: Collection<string, Message> = await channel.messages.fetch(options);
        messages.push(...found.values());
        if (found.size < messagesAtOnce || messages.at(-1)!.createdAt <= latest) {
          return;
        }
      }
    })(),
  );
  if (failure) {
    return undefined;
  }
  const said: Said[] = [];
  const sides = new Map<string, Side>();
  for (const message of messages.toReversed()) {
    if (isFromPerson(message) && message.createdAt >= known.since) {
      const { id } = message.author;
      const side = sides.get(id) ?? (await sideOf(message as Message<true>, ticket));
      sides.set(id, side);
      said.push({ side, by: id, at: message.createdAt });
    }
  }
  // Of messages of one side in a row, the first and the last one say all.
  const telling = said.filter(
    ({ side }, index) => side !== said[index - 1]?.side || side !== said[index + 1]?.side,
  );
  for (const one of telling) {
    await activities.note(ticket, one, true);
  }
  return messages;
}

/** Somebody says that a ticket is still needed: as if they had written. @throws Refusal `not-open`. */
export async function stillNeeded(ticket: Ticket, member: GuildMember): Promise<void> {
  if (ticket.state !== 'open') {
    throw new Refusal('not-open');
  }
  const staff = member.id !== ticket.creator && (await worksOnTicket(member, ticket));
  const at = plugin.host.clock.now();
  await plugin.parts.activities.note(ticket, { side: staff ? 'staff' : 'guest', by: member.id, at }, true);
}

const isFromPerson = ({ author, system, webhookId }: Message) => !author.bot && !system && !webhookId;

/** Who a message or a click is from. Whoever opened a ticket is its guest, even if they are staff: they wait for somebody else. */
async function sideOf({ author, member, guild }: Message<true>, ticket: Ticket): Promise<Side> {
  if (author.id === ticket.creator) {
    return 'guest';
  }
  let known = member ?? undefined;
  if (!known) {
    // Who is gone from the server was staff as little as we can know.
    await unlessFailed(
      guild.members.fetch(author.id).then((fetched) => {
        known = fetched;
      }),
    );
  }
  return known && (await worksOnTicket(known, ticket)) ? 'staff' : 'guest';
}
