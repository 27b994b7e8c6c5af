import { channelOf, Refusal, unlessFailed } from '@guildhall/sdk';
import type { Collection, GuildMember, Message } from 'discord.js';
import type { Said, Side } from '../activities.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { worksOn } from '../rights.ts';

/** Messages that Discord gives at once, and how often we ask for the ones before. */
const messagesAtOnce = 100;
const pageLimit = 5;

/** Somebody wrote something in a guild, perhaps in a ticket. */
export async function noteMessage(message: Message<true>): Promise<void> {
  if (!isFromPerson(message)) {
    return;
  }
  const { channels, tickets, types, activities, closeRequests } = plugin.parts;
  const id = await channels.ticketIn(message.guildId, message.channelId);
  const ticket = id && (await tickets.find(message.guildId, id));
  const type = ticket && (await types.find(ticket.guild, ticket.type));
  if (type && ticket.state === 'open') {
    const side = await sideOf(message, ticket, type);
    await activities.note(ticket, { side, by: message.author.id, at: message.createdAt });
    await closeRequests.wrote(ticket, { side, by: message.author.id });
  }
}

/**
 * Looks into the channel of a ticket for what was written while the bot was away, and writes it down.
 * @returns its newest messages, the newest first; undefined when they cannot be read now.
 */
export async function catchUp(ticket: Ticket, type: TicketType): Promise<Message[] | undefined> {
  const { activities } = plugin.parts;
  const { client } = plugin.host;
  const channel = ticket.channel ? await channelOf(client, ticket.guild, ticket.channel) : 'gone';
  const known = await activities.of(ticket.id);
  if (typeof channel === 'string' || !known) {
    return undefined;
  }
  const latest = [known.guestAt, known.staffAt, known.since].reduce<Date>(
    (last, at) => (at && at > last ? at : last),
    known.since,
  );
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
      const side = sides.get(id) ?? (await sideOf(message as Message<true>, ticket, type));
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
  const type = await plugin.parts.types.find(ticket.guild, ticket.type);
  if (!type || ticket.state !== 'open') {
    throw new Refusal('not-open');
  }
  const staff = member.id !== ticket.creator && (await worksOn(member, type));
  const at = plugin.host.clock.now();
  await plugin.parts.activities.note(ticket, { side: staff ? 'staff' : 'guest', by: member.id, at }, true);
}

const isFromPerson = ({ author, system, webhookId }: Message) => !author.bot && !system && !webhookId;

/** Who a message or a click is from. Whoever opened a ticket is its guest, even if they are staff: they wait for somebody else. */
async function sideOf(
  { author, member, guild }: Message<true>,
  ticket: Ticket,
  type: TicketType,
): Promise<Side> {
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
  return known && (await worksOn(known, type)) ? 'staff' : 'guest';
}
