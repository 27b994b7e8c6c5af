import { MessageReferenceType, MessageType } from 'discord-api-types/v10';
import { inChannel } from './dispatch.ts';
import { createMessage, editMessage } from './messages.ts';
import type { Channel, Message, User } from './types.ts';
import type { World } from './world.ts';

/** The pinned messages of a channel, the last pinned first. */
export function pinsOf(channel: Channel): Message[] {
  return [...channel.messages.values()]
    .filter((message) => message.pinnedAt !== null)
    .sort((one, other) => other.pinnedAt! - one.pinnedAt!);
}

/** Pins a message; Discord writes into the channel that `user` did. */
export function pinMessage(world: World, message: Message, user: User): void {
  const { channel } = message;
  const now = world.clock.now();
  editMessage(world, message, { pinnedAt: now }, false);
  pinsChanged(world, channel, now);
  createMessage(world, channel, {
    author: user,
    type: MessageType.ChannelPinnedMessage,
    reference: {
      type: MessageReferenceType.Default,
      message_id: message.id,
      channel_id: channel.id,
      ...(channel.guild && { guild_id: channel.guild.id }),
    },
  });
}

/** Takes a message from the pins of its channel. */
export function unpinMessage(world: World, message: Message): void {
  editMessage(world, message, { pinnedAt: null }, false);
  pinsChanged(world, message.channel, pinsOf(message.channel)[0]?.pinnedAt ?? null);
}

function pinsChanged(world: World, channel: Channel, lastPinAt: number | null): void {
  const { guild } = channel;
  channel.lastPinAt = lastPinAt;
  world.publish({
    event: 'CHANNEL_PINS_UPDATE',
    ...inChannel(channel),
    data: () => ({
      channel_id: channel.id,
      ...(guild && { guild_id: guild.id }),
      last_pin_timestamp: lastPinAt === null ? null : world.clock.iso(lastPinAt),
    }),
  });
}
