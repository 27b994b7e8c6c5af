import { ChannelType, type Guild, type OverwriteData, type TextChannel } from 'discord.js';
import { neutralName } from '../channel-name.ts';
import type { Overwrite } from '../overwrites.ts';
import { overwritesOf, sameOverwrites } from '../overwrites.ts';
import plugin from '../plugin.ts';
import { isClosed } from '../ticket-states.ts';
import { inSomeCategory } from './overflow.ts';
import { type Furnished, fine, type Plan, type RoomKind } from './plan.ts';
import { isAbout, isFull, problemOf } from './refused.ts';
import { wantedSign } from './sign.ts';
import { markedFor } from './twins.ts';

/** What it takes to make a channel, and to say who may see it. */
const needs = ['ViewChannel', 'ManageChannels', 'ManageRoles'] as const;

/** A ticket that has a channel of its own. */
export const channelRoom: RoomKind<TextChannel> = {
  async find(guild, { ticket }) {
    return markedFor(ticket, (await guild.channels.fetch()).values());
  },

  async make(guild, plan) {
    const { t } = await plugin.host.texts.ofGuild(guild.id);
    const { name, topic } = await wantedSign(guild, plan);
    const parent = parentOf(guild, plan);
    const make = (name: string, parent: string | null) =>
      guild.channels.create({
        type: ChannelType.GuildText,
        name,
        topic,
        parent,
        permissionOverwrites: dataOf(overwritesNow(guild, plan)),
        reason: t('room.reason', { number: plan.ticket.number }),
      });
    const makeIn = (parent: string | null) =>
      make(name, parent).catch((error) => {
        // Servers that can be discovered may not have some words in names.
        if (isAbout(error, 'name')) {
          return make(neutralName(plan.ticket.number), parent);
        }
        throw error;
      });
    try {
      return await (parent ? inSomeCategory(guild, parent, plan.homes, makeIn) : makeIn(null));
    } catch (error) {
      return problemOf(error, { guild, place: placeOf(guild, parent), needs });
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
        ? inSomeCategory(channel.guild, parent, plan.homes, (category) =>
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
      channel?.type === ChannelType.GuildText &&
      (parent === undefined || isHome(channel, parent, plan)) &&
      sameOverwrites(overwritesNow(guild, plan), overwritesOn(channel))
    );
  },
};

/** Who may write matters more than where the channel is: where it cannot be moved, it stays and is put right there. */
async function refusedMove(
  error: unknown,
  channel: TextChannel,
  overwrites: readonly Overwrite[],
  parent: string | undefined,
): Promise<Furnished> {
  const { guild } = channel;
  if (parent === undefined) {
    return { problem: problemOf(error, { guild, place: channel, needs }), stuck: true };
  }
  const place = placeOf(guild, parent);
  const problem = isFull(error) ? problemOf(error, { guild, place, needs }) : undefined;
  try {
    await channel.edit({ permissionOverwrites: dataOf(overwrites) });
  } catch (second) {
    return { problem: problemOf(second, { guild, place: channel, needs }), stuck: true };
  }
  return { problem: problem ?? problemOf(error, { guild, place, needs }), stuck: false };
}

/** The overwrites that a ticket's channel is to have, with the roles that there are. */
export function overwritesNow(guild: Guild, { ticket, type, participants, settings }: Plan): Overwrite[] {
  return overwritesOf({
    ticket,
    // A role that is gone cannot be in an overwrite: Discord would refuse all of them.
    staffRoles: type.staffRoles.filter((role) => guild.roles.cache.has(role)),
    participants: participants.filter(
      ({ kind, subject }) => kind === 'user' || guild.roles.cache.has(subject),
    ),
    bot: guild.client.user.id,
    othersWrite: settings.othersWrite,
  });
}

/** The overwrites that a channel has, as far as we know. */
export function overwritesOn(channel: TextChannel): Overwrite[] {
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
const isHome = ({ parentId }: TextChannel, parent: string, { homes }: Plan) =>
  parentId === parent || (parentId !== null && homes.get(parentId) === parent);

const placeOf = (guild: Guild, parent: string | undefined) =>
  parent === undefined ? undefined : guild.channels.cache.get(parent);

const dataOf = (overwrites: readonly Overwrite[]): OverwriteData[] =>
  overwrites.map(({ id, type, allow, deny }) => ({ id, type, allow: BigInt(allow), deny: BigInt(deny) }));
