import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { copyOverwrites, editChannel } from '../../state/channels.ts';
import type { Channel } from '../../state/types.ts';
import { channelObject } from '../../wire/channel.ts';
import { guildFor, needInChannel } from '../access.ts';
import { auditChannelUpdate, auditOverwrites, channelSnapshot } from '../channels/channel-audit.ts';
import { categoryFor } from '../channels/channel-placement.ts';
import { channelPositionsBody } from '../channels/channel-schemas.ts';
import { needOverwriteBits } from '../channels/overwrites.ts';
import { route } from '../route.ts';

export const channelPositionRoutes = [
  route('GET', '/guilds/:guild_id/channels', {}, (call) => {
    const { guild } = guildFor(call, call.params.guild_id);
    return [...guild.channels.values()]
      .filter((channel) => !channel.thread)
      .map((channel) => channelObject(channel, call.world.clock));
  }),
  route('PATCH', '/guilds/:guild_id/channels', { body: channelPositionsBody }, (call) => {
    const { world } = call;
    const { guild, me } = guildFor(call, call.params.guild_id);
    const moves: { channel: Channel; changes: Partial<Channel> }[] = [];
    for (const { id, position, parent_id: parentId, lock_permissions: lock } of call.body) {
      const channel = guild.channels.get(id ?? '');
      if (!channel || channel.thread) throw new DiscordError(10003);
      needInChannel(call, me, channel, P.ManageChannels);
      const coming = moves.filter(
        (move) => move.changes.parentId === parentId && move.channel.parentId !== parentId,
      );
      const parent = parentId
        ? categoryFor(guild, parentId, channel.type, channel, coming.length)
        : undefined;
      if (parent && parent.id !== channel.parentId) needInChannel(call, me, parent, P.ManageChannels);
      const lockedTo = lock ? (parent ?? guild.channels.get(channel.parentId ?? '')) : undefined;
      const overwrites = lockedTo && copyOverwrites(lockedTo.overwrites);
      if (overwrites) needOverwriteBits(me, channel, overwrites, world.clock.now());
      moves.push({
        channel,
        changes: {
          ...(position !== undefined && position !== null && { position }),
          ...(parentId !== undefined && { parentId }),
          ...(overwrites && { overwrites }),
        },
      });
    }
    for (const { channel, changes } of moves) {
      const before = channelSnapshot(call, channel);
      const overwritesBefore = channel.overwrites;
      editChannel(world, channel, changes);
      auditChannelUpdate(call, channel, before);
      auditOverwrites(call, channel, overwritesBefore, channel.overwrites);
    }
  }),
];
