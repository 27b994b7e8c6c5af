import { randomBytes } from 'node:crypto';
import { DiscordError } from '../errors.ts';
import { channelPermissions } from '../permissions.ts';
import { channelObject } from '../wire/channel.ts';
import { memberObject } from '../wire/member.ts';
import { messageEventObject } from '../wire/message.ts';
import { userObject } from '../wire/user.ts';
import type {
  Answer,
  Application,
  Channel,
  Interaction,
  Message,
  MessageInteraction,
  User,
} from './types.ts';
import type { World } from './world.ts';

/** How long an application has for its first answer. Source: Discord's docs, "Receiving and Responding". */
export const ANSWER_TIME = 3_000;

/** How long the token of an answered interaction works. */
export const TOKEN_LIFETIME = 15 * 60 * 1000;

export interface InteractionRequest {
  readonly application: Application;
  readonly user: User;
  readonly channel: Channel;
  readonly type: Interaction['type'];
  /** The wire shape of the interaction's `data`. */
  readonly data: Record<string, unknown>;
  readonly commandName?: string;
  /** The message whose component was used, or from whose component the modal came. */
  readonly message?: Message | undefined;
  readonly triggering?: MessageInteraction | undefined;
}

/** A person does something that an application must answer: it is told, and its three seconds begin. */
export function createInteraction(world: World, request: InteractionRequest): Interaction {
  dropDead(world);
  const { application, user, channel, message } = request;
  const { guild } = channel;
  const id = world.ids.next();
  const interaction: Interaction = {
    id,
    token: `aW50ZXJhY3Rpb246${Buffer.from(id).toString('base64url')}${randomBytes(60).toString('base64url')}`,
    application,
    type: request.type,
    user,
    member: guild?.members.get(user.id),
    channel,
    createdAt: world.clock.now(),
    commandName: request.commandName,
    message,
    triggering: request.triggering,
    answer: undefined,
    answeredAt: undefined,
    originalId: undefined,
    followUps: 0,
  };
  world.interactions.set(interaction.id, interaction);
  world.interactionsByToken.set(interaction.token, interaction);
  world.publish({
    event: 'INTERACTION_CREATE',
    application,
    guild,
    data: () => interactionObject(world, interaction, request.data),
  });
  return interaction;
}

/** What an application receives. Source: Discord's docs, "Interaction Object". */
function interactionObject(world: World, interaction: Interaction, data: Record<string, unknown>): object {
  const { application, channel, member, user, message } = interaction;
  const { guild } = channel;
  const now = world.clock.now();
  const bot = guild?.members.get(application.bot.id);
  return {
    id: interaction.id,
    application_id: application.id,
    type: interaction.type,
    data,
    token: interaction.token,
    version: 1,
    channel: {
      ...channelObject(channel, world.clock),
      ...(member && { permissions: channelPermissions(member, channel, now).toString() }),
    },
    channel_id: channel.id,
    ...(guild && {
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.preferredLocale, features: guild.features },
      guild_locale: guild.preferredLocale,
    }),
    ...(member
      ? {
          member: {
            ...memberObject(member, world.clock),
            permissions: channelPermissions(member, channel, now).toString(),
          },
        }
      : { user: userObject(user) }),
    ...(message && { message: messageEventObject(message, world.view) }),
    app_permissions: bot ? channelPermissions(bot, channel, now).toString() : '0',
    locale: user.locale,
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { 0: guild?.id ?? '0' },
    context: guild ? 0 : 1,
    attachment_size_limit: 10 * 1024 * 1024,
  };
}

/**
 * Takes the first answer.
 * @throws DiscordError 40060 when there was one, 10062 when its three seconds are over.
 */
export function acknowledge(world: World, interaction: Interaction, answer: Answer): void {
  if (interaction.answer) throw new DiscordError(40060);
  if (expired(world, interaction)) throw new DiscordError(10062);
  interaction.answer = answer;
  interaction.answeredAt = world.clock.now();
}

/** Whether nobody answered in time. The person reads "The application did not respond". */
export function expired(world: World, interaction: Interaction): boolean {
  return !interaction.answer && world.clock.now() - interaction.createdAt > ANSWER_TIME;
}

/** Whether the token still works for `@original` and follow-ups. */
export function tokenAlive(world: World, interaction: Interaction): boolean {
  return world.clock.now() - interaction.createdAt <= TOKEN_LIFETIME;
}

/** Forgets interactions whose token has long run out, oldest first. */
function dropDead(world: World): void {
  const before = world.clock.now() - 2 * TOKEN_LIFETIME;
  for (const interaction of world.interactions.values()) {
    if (interaction.createdAt > before) return;
    world.interactions.delete(interaction.id);
    world.interactionsByToken.delete(interaction.token);
  }
}
