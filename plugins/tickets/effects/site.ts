import { failureOf, unlessFailed } from '@guildhall/sdk';
import type { Guild } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { problemText, readProblem } from '../rooms/problems.ts';
import type { Furnished, Obstacle, Site } from '../rooms/settling.ts';
import { type Plan, planOf, type Room } from './plan.ts';
import { missing } from './refused.ts';
import { isGone, kindOf, roomOf } from './room.ts';
import { checkSign, wantedSign } from './sign.ts';
import { threadNeeds, threadPlace } from './thread-room.ts';
import { removeTwins } from './twins.ts';

/** Discord, where a ticket has its channel or thread. What decides how that is to be is looked up once. */
export class DiscordSite implements Site<Room> {
  readonly #guild: Guild;
  #plan: Plan | undefined;

  constructor(guild: Guild) {
    this.#guild = guild;
  }

  async place(ticket: Ticket): Promise<{ threadIn: string | null } | Obstacle> {
    const plan = await this.#planFor(ticket);
    if (plan.type.mode === 'channel') {
      return { threadIn: null };
    }
    const threadIn = threadPlace(this.#guild, plan);
    return threadIn ? { threadIn } : { problem: problemText({ code: 'no-thread-place' }) };
  }

  async room({ channel }: Ticket): Promise<{ room: Room } | Obstacle | 'gone'> {
    const room = await roomOf(this.#guild, channel!);
    if (room === 'gone') {
      return this.#reallyGone(channel!);
    }
    return room === 'forbidden'
      ? { problem: problemText({ code: 'permission', permission: 'ViewChannel', place: channel! }) }
      : { room };
  }

  async find(ticket: Ticket): Promise<Room | undefined> {
    return (await kindOf(ticket).find(this.#guild, await this.#planFor(ticket)))[0];
  }

  async make(ticket: Ticket): Promise<{ room: Room } | Obstacle> {
    const plan = await this.#planFor(ticket);
    const made = await kindOf(ticket).make(this.#guild, plan);
    if (typeof made !== 'string') {
      return { room: made };
    }
    const { code } = readProblem(made);
    const place =
      code === 'guild-full' || code === 'no-thread-place' ? threadPlace(this.#guild, plan) : undefined;
    return { problem: made, threadIn: place === ticket.threadIn ? undefined : place };
  }

  async housed(ticket: Ticket): Promise<void> {
    await plugin.parts.signs.made(ticket, await wantedSign(this.#guild, await this.#planFor(ticket)));
  }

  async furnish(room: Room, ticket: Ticket): Promise<Furnished | 'gone'> {
    try {
      return await kindOf(ticket).furnish(room, await this.#planFor(ticket));
    } catch (error) {
      if (failureOf(error) === 'gone') {
        return this.#reallyGone(ticket.channel!);
      }
      throw error;
    }
  }

  async remove(room: string, ticket: Ticket): Promise<Obstacle | undefined> {
    const { channels } = this.#guild;
    const failure = await unlessFailed(channels.delete(room));
    if (failure === 'forbidden') {
      const needs = ticket.threadIn ? threadNeeds : (['ViewChannel', 'ManageChannels'] as const);
      const lacks = missing({ guild: this.#guild, place: channels.cache.get(room), needs });
      return { problem: lacks ?? problemText({ code: 'forbidden', place: ticket.channel! }) };
    }
    if (failure) {
      await this.#reallyGone(room);
    }
    return undefined;
  }

  async removeTwins(ticket: Ticket): Promise<void> {
    await removeTwins(this.#guild, ticket);
  }

  async checkSign(ticket: Ticket): Promise<void> {
    await checkSign(this.#guild, await this.#planFor(ticket));
  }

  async #planFor(ticket: Ticket): Promise<Plan> {
    if (!this.#plan) {
      const type = await plugin.parts.types.find(this.#guild.id, ticket.type);
      if (!type) {
        throw new Error(`ticket ${ticket.id} has no type`);
      }
      this.#plan = await planOf(this.#guild, ticket, type);
    }
    return { ...this.#plan, ticket };
  }

  /** Discord says that a room is not there. @throws Error when it says so and shows it all the same. */
  async #reallyGone(room: string): Promise<'gone'> {
    if (!(await isGone(this.#guild, room))) {
      throw new Error(`Discord answers that channel ${room} is not there, and shows it`);
    }
    return 'gone';
  }
}
