import { failureOf, isHere, Overtaken, unlessFailed } from '@guildhall/sdk';
import type { Guild } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { problemText, readProblem } from '../problems.ts';
import { arrivals, isHoused } from '../ticket-states.ts';
import { type Plan, planOf, type Room } from './plan.ts';
import { missing } from './refused.ts';
import { isGone, kindOf, roomOf } from './room.ts';
import { checkSign, wantedSign } from './sign.ts';
import { threadNeeds, threadPlace } from './thread-room.ts';
import { removeTwins } from './twins.ts';

/**
 * Makes Discord as the row of a ticket says, and leads the ticket on where that was all that it waited for. It may run
 * any number of times, and stop anywhere: the next run goes on from there. For one ticket it never runs twice at once.
 */
export async function settle(guildId: string, id: string): Promise<void> {
  const { tickets, arrivals: waiting } = plugin.parts;
  const guild = plugin.host.client.guilds.cache.get(guildId);
  if (!guild || !isHere(plugin.host.client, guildId)) {
    return;
  }
  let ticket = await tickets.find(guildId, id);
  // Before this run nobody can have asked for a channel, so there is none to look for.
  const fresh = ticket?.state === 'requested';
  // Each round leads it one state on; there is no way with more steps than this.
  for (let round = 0; ticket && round < 5; round += 1) {
    const { version } = ticket;
    await step(guild, ticket, fresh).catch((error) => {
      // Somebody changed it meanwhile: the next round sees how it is now.
      if (!(error instanceof Overtaken)) {
        throw error;
      }
    });
    ticket = await tickets.find(guildId, id);
    if (!ticket || ticket.version === version) {
      break;
    }
  }
  if (ticket && (ticket.problem !== null || arrivals[ticket.state] === undefined)) {
    waiting.tell(id);
  }
}

async function step(guild: Guild, ticket: Ticket, fresh: boolean): Promise<void> {
  switch (ticket.state) {
    case 'deleted':
    case 'failed':
      return removeTwins(guild, ticket);
    case 'requested':
      return begin(guild, await plan(guild, ticket));
    case 'deleting':
      return remove(guild, ticket);
    default:
      return house(guild, await plan(guild, ticket), fresh);
  }
}

async function plan(guild: Guild, ticket: Ticket): Promise<Plan> {
  const type = await plugin.parts.types.find(guild.id, ticket.type);
  if (!type) {
    throw new Error(`ticket ${ticket.id} has no type`);
  }
  return planOf(guild, ticket, type);
}

/** Decides what kind of room it is to be. From then on one may be there that nobody knows of. */
async function begin(guild: Guild, plan: Plan): Promise<void> {
  const { tickets } = plugin.parts;
  if (plan.type.mode === 'channel') {
    return tickets.arrived(plan.ticket, 'provisioning');
  }
  const threadIn = threadPlace(guild, plan);
  if (!threadIn) {
    await tickets.troubled(plan.ticket, problemText({ code: 'no-thread-place' }));
    return;
  }
  await tickets.arrived(plan.ticket, 'provisioning', { threadIn });
}

async function house(guild: Guild, plan: Plan, fresh: boolean): Promise<void> {
  const { tickets, signs } = plugin.parts;
  const { ticket } = plan;
  const room = ticket.channel ? await roomOf(guild, ticket.channel) : await newRoom(guild, plan, fresh);
  if (room === 'gone') {
    return lost(guild, ticket);
  }
  if (room === 'forbidden') {
    const problem = problemText({ code: 'permission', permission: 'ViewChannel', place: ticket.channel! });
    await tickets.troubled(ticket, problem);
    return;
  }
  if (typeof room === 'string') {
    return unmade(guild, plan, room);
  }
  const known = ticket.channel ? ticket : await tickets.housed(ticket, room.id);
  if (!ticket.channel) {
    await signs.made(known, await wantedSign(guild, plan));
  }
  const { problem, stuck } = await kindOf(known)
    .furnish(room, { ...plan, ticket: known })
    .catch((error) => {
      if (failureOf(error) === 'gone') {
        return { problem: 'gone', stuck: true };
      }
      throw error;
    });
  if (problem === 'gone') {
    return lost(guild, known);
  }
  const told = await tickets.troubled(known, problem);
  await removeTwins(guild, told);
  if (!stuck && isHoused(told.state)) {
    await checkSign(guild, { ticket: told, type: plan.type });
  }
  const next = arrivals[told.state];
  if (next && !stuck) {
    await tickets.arrived(told, next, { problem });
  }
}

async function newRoom(guild: Guild, plan: Plan, fresh: boolean): Promise<Room | string> {
  const kind = kindOf(plan.ticket);
  const found = fresh ? [] : await kind.find(guild, plan);
  return found[0] ?? kind.make(guild, plan);
}

/** The room could not be made. What has no place for a channel becomes a private thread. */
async function unmade(guild: Guild, plan: Plan, problem: string): Promise<void> {
  const { tickets } = plugin.parts;
  const { ticket } = plan;
  const { code } = readProblem(problem);
  const place = code === 'guild-full' || code === 'no-thread-place' ? threadPlace(guild, plan) : undefined;
  await (place && place !== ticket.threadIn
    ? tickets.rehouse(ticket, place)
    : tickets.troubled(ticket, problem));
}

/** Discord says that the room of a ticket is not there. @throws Error when it says so and shows it all the same. */
async function lost(guild: Guild, ticket: Ticket): Promise<void> {
  if (ticket.channel && !(await isGone(guild, ticket.channel))) {
    throw new Error(`Discord answers that channel ${ticket.channel} is not there, and shows it`);
  }
  return plugin.parts.tickets.lost(ticket);
}

async function remove(guild: Guild, ticket: Ticket): Promise<void> {
  const { tickets, transcripts } = plugin.parts;
  // What was written in it is read first. Then the transcript has this done again.
  if (ticket.channel && (await transcripts.holds(ticket))) {
    return;
  }
  const there = ticket.channel ?? (await kindOf(ticket).find(guild, await plan(guild, ticket)))[0]?.id;
  const failure = there && (await unlessFailed(guild.channels.delete(there)));
  if (failure === 'forbidden') {
    const needs = ticket.threadIn ? threadNeeds : (['ViewChannel', 'ManageChannels'] as const);
    const place = guild.channels.cache.get(there!);
    const problem =
      missing({ guild, place, needs }) ?? problemText({ code: 'forbidden', place: ticket.channel! });
    await tickets.troubled(ticket, problem);
    return;
  }
  if (failure && !(await isGone(guild, there))) {
    throw new Error(`Discord answers that channel ${there} is not there, and shows it`);
  }
  await removeTwins(guild, ticket);
  await tickets.arrived(ticket, 'deleted', { channel: null });
}

/** Whether the room of a ticket is as it should be, as far as Discord has told us. It asks nothing. */
export function isRight(guild: Guild, plan: Plan): boolean {
  const { ticket } = plan;
  return (
    isHoused(ticket.state) &&
    arrivals[ticket.state] === undefined &&
    ticket.problem === null &&
    ticket.channel !== null &&
    kindOf(ticket).isRight(guild, plan)
  );
}
