import { DiscordError, httpError } from '../errors.ts';
import { canView, channelPermissions, guildPermissions } from '../permissions.ts';
import type { Channel, Guild, Member, Message, User } from '../state/types.ts';
import type { World } from '../state/world.ts';

/** The parts of a call that access is judged by. */
export interface Caller {
  readonly world: World;
  readonly user: User;
}

/**
 * The guild and the caller's membership.
 * @throws DiscordError 10004 when it is unknown or the caller is not in it.
 */
export function guildFor(call: Caller, guildId: string): { guild: Guild; me: Member } {
  const guild = call.world.guilds.get(guildId);
  const me = guild?.members.get(call.user.id);
  if (!guild || !me) throw new DiscordError(10004);
  needAvailable(guild);
  return { guild, me };
}

/** @throws DiscordError 503 while the guild has an outage. */
function needAvailable(guild: Guild): void {
  if (guild.unavailable) throw httpError.serviceUnavailable();
}

/** @throws DiscordError 50013 when the caller lacks any of `bits` in the guild. */
export function needInGuild(call: Caller, me: Member, bits: bigint): void {
  if ((guildPermissions(me, call.world.clock.now()) & bits) !== bits) throw new DiscordError(50013);
}

/**
 * A channel that the caller may see: of a guild or a direct one.
 * @throws DiscordError 10003 when it is unknown, 50001 when the caller may not see it.
 */
export function channelFor(call: Caller, channelId: string): { channel: Channel; me: Member | undefined } {
  const channel = call.world.channels.get(channelId);
  if (!channel) throw new DiscordError(10003);
  if (!channel.guild) {
    if (!channel.recipients.includes(call.user)) throw new DiscordError(50001);
    return { channel, me: undefined };
  }
  const me = channel.guild.members.get(call.user.id);
  if (me) needAvailable(channel.guild);
  if (!me || !canView(me, channel, call.world.clock.now())) throw new DiscordError(50001);
  return { channel, me };
}

/**
 * A channel of a guild that the caller may see.
 * @throws DiscordError 50003 when it is a direct one, and as `channelFor`.
 */
export function guildChannelFor(
  call: Caller,
  channelId: string,
): { channel: Channel; guild: Guild; me: Member } {
  const { channel, me } = channelFor(call, channelId);
  if (!channel.guild || !me) throw new DiscordError(50003);
  return { channel, guild: channel.guild, me };
}

/** @throws DiscordError 50013 when the caller lacks any of `bits` in the channel. A direct channel grants all. */
export function needInChannel(call: Caller, me: Member | undefined, channel: Channel, bits: bigint): void {
  if (me && (channelPermissions(me, channel, call.world.clock.now()) & bits) !== bits)
    throw new DiscordError(50013);
}

/**
 * A message of a channel that others can see too.
 * @throws DiscordError 10008 when there is none, or it is ephemeral.
 */
export function messageIn(channel: Channel, messageId: string): Message {
  const message = channel.messages.get(messageId);
  if (!message || message.visibleTo !== undefined) throw new DiscordError(10008);
  return message;
}
