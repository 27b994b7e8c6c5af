import { randomBytes } from 'node:crypto';
import type { Channel, Guild, User, Webhook } from './types.ts';
import type { World } from './world.ts';

/** Makes a webhook of a channel. @param applicationId the bot's application, when a bot makes it. */
export function createWebhook(
  world: World,
  channel: Channel,
  options: { name: string; avatar?: string | null; creator: User; applicationId?: string | null },
): Webhook {
  const webhook: Webhook = {
    id: world.ids.next(),
    token: randomBytes(51).toString('base64url'),
    channelId: channel.id,
    guildId: channel.guild!.id,
    name: options.name,
    avatar: options.avatar ?? null,
    applicationId: options.applicationId ?? null,
    creator: options.creator,
  };
  world.webhooks.set(webhook.id, webhook);
  webhooksChanged(world, channel);
  return webhook;
}

/** Renames a webhook, gives it a picture, or moves it to another channel of its guild. */
export function editWebhook(
  world: World,
  webhook: Webhook,
  changes: Partial<Pick<Webhook, 'name' | 'avatar' | 'channelId'>>,
): void {
  const before = webhook.channelId;
  Object.assign(webhook, changes);
  for (const id of new Set([before, webhook.channelId])) {
    const channel = world.channels.get(id);
    if (channel) webhooksChanged(world, channel);
  }
}

/** Deletes a webhook; its messages stay. */
export function deleteWebhook(world: World, webhook: Webhook): void {
  world.webhooks.delete(webhook.id);
  const channel = world.channels.get(webhook.channelId);
  if (channel) webhooksChanged(world, channel);
}

/** The webhooks of a guild or of one channel of it, oldest first. */
export function webhooksOf(world: World, place: Guild | Channel): Webhook[] {
  return [...world.webhooks.values()].filter(
    ({ channelId, guildId }) => channelId === place.id || guildId === place.id,
  );
}

/** The account that a webhook's messages show as their author. */
export function webhookAuthor(webhook: Webhook): User {
  return {
    id: webhook.id,
    username: webhook.name,
    globalName: null,
    avatar: webhook.avatar,
    bot: true,
    locale: 'en-US',
    dmsOpen: false,
  };
}

/** Tells that a channel's webhooks are not what they were; what changed, Discord does not say. */
function webhooksChanged(world: World, channel: Channel): void {
  const { guild } = channel;
  world.publish({
    event: 'WEBHOOKS_UPDATE',
    guild,
    channel,
    data: () => ({ guild_id: guild!.id, channel_id: channel.id }),
  });
}
