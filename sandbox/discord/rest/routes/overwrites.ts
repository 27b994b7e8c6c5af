import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { editChannel } from '../../state/channels.ts';
import type { Guild, Overwrite } from '../../state/types.ts';
import { guildChannelFor, needInChannel } from '../access.ts';
import { auditOverwrites } from '../channels/channel-audit.ts';
import { overwriteBody } from '../channels/channel-schemas.ts';
import { needOverwriteBits, readOverwrite } from '../channels/overwrites.ts';
import { type Call, route } from '../route.ts';

export const overwriteRoutes = [
  route('PUT', '/channels/:channel_id/permissions/:overwrite_id', { body: overwriteBody }, (call) => {
    const { world, params, body } = call;
    change(call, params.channel_id, (guild, overwrites) => {
      const overwrite = readOverwrite(world, guild, { id: params.overwrite_id, ...body });
      overwrites.set(overwrite.id, overwrite);
    });
  }),
  route('DELETE', '/channels/:channel_id/permissions/:overwrite_id', {}, (call) =>
    change(call, call.params.channel_id, (_guild, overwrites) => {
      if (!overwrites.delete(call.params.overwrite_id)) throw new DiscordError(10009);
    }),
  ),
];

/** Lets `apply` change a copy of the channel's overwrites, and keeps it if the caller may. */
function change(
  call: Call,
  channelId: string,
  apply: (guild: Guild, overwrites: Map<string, Overwrite>) => void,
): void {
  const { channel, guild, me } = guildChannelFor(call, channelId);
  if (channel.thread) throw new DiscordError(50024);
  needInChannel(call, me, channel, P.ManageRoles);
  const before = channel.overwrites;
  const after = new Map(before);
  apply(guild, after);
  needOverwriteBits(me, channel, after, call.world.clock.now());
  editChannel(call.world, channel, { overwrites: after });
  auditOverwrites(call, channel, before, after);
}
