import { automatic, isHere } from '@guildhall/sdk';
import { SnowflakeUtil } from 'discord.js';
import { newestKnown } from '../automation/activities.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { catchUp } from './activity.ts';

/** Has it looked up in guilds what was written in tickets while nobody listened, each by a job of its own. */
export async function doubtTalks(guilds: readonly string[]): Promise<void> {
  const { database, jobs } = plugin.host;
  await database.transaction(async (em) => {
    for (const guild of guilds) {
      await jobs.add(em, 'check-talks', { guild }, { key: `talks:${guild}` });
    }
  });
}

/**
 * Looks into the open tickets of a guild in which Discord knows of a newer message than we do: a first answer counts from
 * when it was given, and who wrote has answered a close request. A ticket without news costs no request.
 */
export async function checkTalks(guildId: string): Promise<void> {
  const { activities, controls, tickets } = plugin.parts;
  const guild = plugin.host.client.guilds.cache.get(guildId);
  if (!guild || !isHere(plugin.host.client, guildId)) {
    // It is looked at again when Discord tells us of it.
    return;
  }
  for await (const listening of activities.listening(guildId)) {
    for (const { id, channel } of listening) {
      const room = guild.channels.cache.get(channel!);
      const last = room?.isTextBased() ? room.lastMessageId : null;
      const known = last ? await activities.of(id) : undefined;
      if (known && SnowflakeUtil.timestampFrom(last!) > newestKnown(known).getTime()) {
        const ownMessage = (await controls.of({ guild: guildId, ticket: id }))?.message;
        const ticket = ownMessage === last ? undefined : await tickets.find(guildId, id);
        if (ticket?.state === 'open' && (await catchUp(ticket))) {
          await hearAnswer(ticket);
        }
      }
    }
  }
}

/** Whoever was asked whether a ticket can be closed may have written since: as far as we know of what was written. */
export async function hearAnswer(ticket: Ticket): Promise<void> {
  const { activities, closeRequests } = plugin.parts;
  const request = await closeRequests.waiting(ticket.id);
  const activity = request && (await activities.of(ticket.id));
  const at = request?.asks === 'guest' ? activity?.guestAt : activity?.staffAt;
  if (request && at && at > request.askedAt) {
    await closeRequests.wrote(ticket, { side: request.asks, by: automatic });
  }
}
