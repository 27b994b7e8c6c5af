import { ChannelType, type Guild, type GuildChannel, type OverwriteData } from 'discord.js';
import plugin from '../plugin.ts';
import type { Overwrite } from '../rooms/overwrites.ts';
import { changedBits, overwritesOf, sameOverwrites } from '../rooms/overwrites.ts';
import type { Furnished } from '../rooms/settling.ts';
import { staffRolesOf } from '../ticket/staff-of.ts';
import { isClosed } from '../ticket/ticket-states.ts';
import { orInoffensive } from './inoffensive.ts';
import { inSomeCategory } from './overflow.ts';
import { type ChannelRoom, fine, isChannelRoom, type Plan, type RoomKind } from './plan.ts';
import { isFull, problemOf } from './refused.ts';
import { wantedSign } from './sign.ts';
import { markedFor } from './twins.ts';

/** What it takes to make a channel, and to say who may see it, beside the bits that are set. */
export const channelNeeds = ['ViewChannel', 'ManageChannels', 'ManageRoles'] as const;

/** A ticket that has a channel of its own. */
export const channelRoom: RoomKind<ChannelRoom> = {
  async find(guild, { ticket }) {
    return markedFor(ticket, (await guild.channels.fetch()).values());
  },

  async make(guild, plan) {
    const { t } = await plugin.host.texts.ofGuild(guild.id);
    const sign = await wantedSign(guild, plan);
    const parent = parentOf(guild, plan);
    const overwrites = overwritesNow(guild, plan);
    const makeIn = (parent: string | null) =>
      orInoffensive(plan.ticket, sign, ({ name, topic }) =>
        guild.channels.create({
          type: ChannelType.GuildText,
          name,
          topic,
          parent,
          permissionOverwrites: dataOf(overwrites),
          reason: t('room.reason', { number: plan.ticket.number }),
        }),
      );
    try {
      return await (parent ? inSomeCategory(guild, parent, plan.homes, makeIn) : makeIn(null));
    } catch (error) {
      const sets = changedBits([], overwrites);
      return problemOf(error, { guild, place: placeOf(guild, parent), needs: channelNeeds, sets });
    }
  },

  async furnish(channel, plan) {
    const overwrites = overwritesNow(channel.guild, plan);
    const parent = parentOf(channel.guild, plan);
    const moves = parent !== undefined && !isHome(channel, parent, plan);
    if (!moves && sameOverwrites(overwrites, overwritesOn(channel))) {
      return fine;
    }
    try {
      const permissionOverwrites = dataOf(overwrites);
      await (moves
        ? inSomeCategory<unknown>(channel.guild, parent, plan.homes, (category) =>
            channel.edit({ permissionOverwrites, parent: category, lockPermissions: false }),
          )
        : channel.edit({ permissionOverwrites }));
      return fine;
    } catch (error) {
      return refusedMove(error, channel, overwrites, moves ? parent : undefined);
    }
  },

  isRight(guild, plan) {
    const channel = guild.channels.cache.get(plan.ticket.channel!);
    const parent = parentOf(guild, plan);
    return (
      isChannelRoom(channel) &&
      (parent === undefined || isHome(channel, parent, plan)) &&
      sameOverwrites(overwritesNow(guild, plan), overwritesOn(channel))
    );
  },
};

/** Who may write matters more than where the channel is: where it cannot be moved, it stays and is put right there. */
async function refusedMove(
  error: unknown,
  channel: ChannelRoom,
  overwrites: readonly Overwrite[],
  parent: string | undefined,
): Promise<Furnished> {
  const { guild } = channel;
  const there = overwritesOn(channel);
  const sets = changedBits(there, overwrites);
  const here = { guild, place: channel, needs: channelNeeds, sets };
  if (parent === undefined) {
    return { problem: problemOf(error, here), stuck: true };
  }
  const moving = { guild, place: placeOf(guild, parent), needs: channelNeeds, sets };
  const problem = isFull(error) ? problemOf(error, moving) : undefined;
  try {
    // Discord tells of every change, also of one that changes nothing: whoever hears of it looks at this ticket again.
    if (!sameOverwrites(overwrites, there)) {
      await channel.edit({ permissionOverwrites: dataOf(overwrites) });
    }
  } catch (second) {
    return { problem: problemOf(second, here), stuck: true };
  }
  return { problem: problem ?? problemOf(error, moving), stuck: false };
}

/** The overwrites that a ticket's channel is to have, with the roles that there are. */
export function overwritesNow(guild: Guild, { ticket, type, participants, settings }: Plan): Overwrite[] {
  return overwritesOf({
    ticket,
    // A role that is gone cannot be in an overwrite: Discord would refuse all of them.
    staffRoles: staffRolesOf(type, participants).filter((role) => guild.roles.cache.has(role)),
    participants: participants.filter(
      ({ kind, subject }) => kind === 'user' || guild.roles.cache.has(subject),
    ),
    bot: guild.client.user.id,
    othersWrite: settings.othersWrite,
  });
}

/** The overwrites that a channel has, as far as we know. */
export function overwritesOn(channel: GuildChannel): Overwrite[] {
  return channel.permissionOverwrites.cache.map(({ id, type, allow, deny }) => ({
    id,
    type,
    allow: String(allow.bitfield),
    deny: String(deny.bitfield),
  }));
}

/** The category that it belongs in; undefined where none is set, or where that one is gone. */
export function parentOf(guild: Guild, { ticket, type, settings }: Plan): string | undefined {
  const { state, category } = ticket;
  const wanted =
    (state === 'archived' && settings.archiveCategory) ||
    (isClosed(state) && type.closedCategory) ||
    category ||
    type.openCategory;
  return wanted && guild.channels.cache.get(wanted)?.type === ChannelType.GuildCategory ? wanted : undefined;
}

/** Whether a channel is in a category, or in one that stands in for it. */
const isHome = ({ parentId }: ChannelRoom, parent: string, { homes }: Plan) =>
  parentId === parent || (parentId !== null && homes.get(parentId) === parent);

const placeOf = (guild: Guild, parent: string | undefined) =>
  parent === undefined ? undefined : guild.channels.cache.get(parent);

const dataOf = (overwrites: readonly Overwrite[]): OverwriteData[] =>
  overwrites.map(({ id, type, allow, deny }) => ({ id, type, allow: BigInt(allow), deny: BigInt(deny) }));
