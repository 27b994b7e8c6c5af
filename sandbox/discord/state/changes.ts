import { channelObject } from '../wire/channel.ts';
import { guildObject } from '../wire/guild.ts';
import { memberObject } from '../wire/member.ts';
import type { Channel, Guild, Member } from './types.ts';
import type { World } from './world.ts';

/** Tells the guild that its settings have changed. */
export function guildChanged(world: World, guild: Guild): void {
  world.publish({ event: 'GUILD_UPDATE', guild, data: () => guildObject(guild) });
}

/** Tells the guild that `member` has changed. */
export function memberChanged(world: World, member: Member): void {
  world.publish({
    event: 'GUILD_MEMBER_UPDATE',
    guild: member.guild,
    data: () => ({ ...memberObject(member, world.clock), guild_id: member.guild.id }),
  });
}

/** Tells those who see `channel`, a thread or another, that it has changed. */
export function channelChanged(world: World, channel: Channel): void {
  world.publish({
    event: channel.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE',
    guild: channel.guild,
    channel,
    data: () => channelObject(channel, world.clock),
  });
}
