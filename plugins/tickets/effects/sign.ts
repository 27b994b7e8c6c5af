import { failureOf, isHere } from '@guildhall/sdk';
import { type Guild, RateLimitError } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { channelName, typedName } from '../rooms/channel-name.ts';
import { signWindow } from '../rooms/sign-budget.ts';
import type { Shown } from '../rooms/signs.ts';
import { priorityEmoji, priorityOf } from '../ticket/priorities.ts';
import { isHoused } from '../ticket/ticket-states.ts';
import { orInoffensive } from './inoffensive.ts';
import type { Room } from './plan.ts';
import { isRefused } from './refused.ts';
import { isGone, roomOf, wakeRoom } from './room.ts';
import { markOf } from './twins.ts';

/** What decides the name and the topic of a room. */
interface Signed {
  readonly ticket: Ticket;
  readonly type: TicketType;
}

/** The name and the topic that the room of a ticket is to have. */
export async function wantedSign(guild: Guild, { ticket, type }: Signed): Promise<Shown> {
  const { t } = await plugin.host.texts.ofGuild(guild.id);
  const isThread = ticket.threadIn !== null;
  const called = async (user: string) =>
    /^\d+$/.test(user) ? (await guild.client.users.fetch(user)).username : t('words.somebody');
  const { namePattern } = type;
  const name = ticket.name
    ? typedName(ticket.name, ticket.number, isThread)
    : channelName(
        namePattern,
        {
          number: ticket.number,
          user: namePattern.includes('{user}') ? await called(ticket.creator) : '',
          claimer:
            namePattern.includes('{claimer}') && ticket.claimedBy ? await called(ticket.claimedBy) : '',
          type: type.name,
          id: ticket.id,
          priority: priorityEmoji[priorityOf(ticket)],
        },
        isThread,
      );
  const mark = markOf(ticket);
  const topic = ticket.topic
    ? `${ticket.topic} · ${mark}`
    : t('room.topic', { number: ticket.number, type: type.name, mark });
  return { name, topic: isThread ? '' : topic };
}

/** Has the sign of a ticket written if it says something else than it should. What people changed by hand stays. */
export async function checkSign(guild: Guild, signed: Signed): Promise<void> {
  const { signs } = plugin.parts;
  const there = await signs.of(signed.ticket.id);
  if (!there || !same(there, await wantedSign(guild, signed))) {
    await signs.change(signed.ticket);
  }
}

/** Writes the sign of a ticket, if Discord lets us now; else it comes back when it does. Nothing waits for it. */
export async function writeSign(guildId: string, id: string): Promise<void> {
  const { client } = plugin.host;
  const { tickets, types, signs } = plugin.parts;
  const guild = isHere(client, guildId) && client.guilds.cache.get(guildId);
  const ticket = await tickets.find(guildId, id);
  const type = ticket && (await types.find(guildId, ticket.type));
  if (!guild || !ticket?.channel || !type || !isHoused(ticket.state)) {
    return;
  }
  const there = await signs.of(id);
  const wanted = await wantedSign(guild, { ticket, type });
  if (there && same(there, wanted)) {
    return;
  }
  if (signs.mayChange(there).getTime() > plugin.host.clock.now().getTime()) {
    await signs.change(ticket);
    return;
  }
  await wakeRoom(guild, ticket);
  const room = await roomOf(guild, ticket.channel);
  if (typeof room === 'string') {
    return;
  }
  await signs.asking(ticket, there);
  try {
    await write(room, wanted, ticket);
    await signs.written(id, wanted);
    await checkAgain(guild, id);
  } catch (error) {
    if (failureOf(error) === 'gone') {
      if (await isGone(guild, ticket.channel)) {
        return;
      }
      // Discord shows it all the same: it is tried again.
      throw error;
    }
    const wait = error instanceof RateLimitError ? error.retryAfter : refusedPause(error);
    await signs.held(id, wait);
    await signs.change(ticket);
  }
}

/** Whoever changed it back while it was written found it as it should be, and had nothing written. */
async function checkAgain(guild: Guild, id: string): Promise<void> {
  const { tickets, types } = plugin.parts;
  const ticket = await tickets.find(guild.id, id);
  const type = ticket && (await types.find(guild.id, ticket.type));
  if (ticket && type && isHoused(ticket.state)) {
    await checkSign(guild, { ticket, type });
  }
}

async function write(room: Room, wanted: Shown, ticket: Ticket): Promise<void> {
  await orInoffensive<unknown>(ticket, wanted, ({ name, topic }) =>
    room.isThread() ? room.edit({ name }) : room.edit({ name, topic }),
  );
}

/** @throws what is no refusal: the job is tried again. */
function refusedPause(error: unknown): number {
  if (failureOf(error) !== 'forbidden' && !isRefused(error)) {
    throw error;
  }
  return signWindow;
}

const same = (one: Shown, other: Shown) => one.name === other.name && one.topic === other.topic;
