import { memberObject } from '../wire/member.ts';
import { inChannel } from './dispatch.ts';
import type { Channel, User } from './types.ts';
import type { World } from './world.ts';

/** Tells those who see the channel that somebody is writing. It means nothing after 10 seconds. */
export function startTyping(world: World, channel: Channel, user: User): void {
  const { guild } = channel;
  const member = guild?.members.get(user.id);
  world.publish({
    event: 'TYPING_START',
    ...inChannel(channel),
    data: () => ({
      channel_id: channel.id,
      ...(guild && { guild_id: guild.id }),
      user_id: user.id,
      timestamp: Math.floor(world.clock.now() / 1000),
      ...(member && { member: memberObject(member, world.clock) }),
    }),
  });
}
