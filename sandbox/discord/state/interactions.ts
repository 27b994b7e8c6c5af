import { randomUUID } from 'node:crypto';
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { DiscordError } from '../errors.ts';
import { interactionLimits } from '../limits.ts';
import { installationOwners, interactionObject } from '../wire/interaction.ts';
import type { MessageOptions } from './messages.ts';
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

export interface InteractionRequest {
  readonly application: Application;
  readonly user: User;
  readonly channel: Channel;
  readonly type: Interaction['type'];
  /** The wire shape of the interaction's `data`. */
  readonly data: Record<string, unknown>;
  /** The command's name with its group and subcommand, like `ticket create`. */
  readonly commandName?: string | undefined;
  /** The message whose component was used, or from whose component the modal came. */
  readonly message?: Message | undefined;
  /** The interaction that was answered with the modal. */
  readonly triggering?: MessageInteraction | undefined;
}

/** A person does something that an application must answer: it is told, and its three seconds begin. */
export function createInteraction(world: World, request: InteractionRequest): Interaction {
  dropDead(world);
  const { application, user, channel, data, type, commandName, message, triggering } = request;
  const { guild } = channel;
  const id = world.ids.next();
  const interaction: Interaction = {
    id,
    token: newToken(id),
    application,
    type,
    user,
    member: guild?.members.get(user.id),
    channel,
    createdAt: world.clock.now(),
    commandName,
    commandType: type === 2 || type === 4 ? (data.type as number) : undefined,
    message,
    triggering,
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
    // Where the bot is no member, a person brought the application along: its first shard is told.
    guild: guild?.members.has(application.bot.id) ? guild : undefined,
    data: () => interactionObject(interaction, data, world.view),
  });
  return interaction;
}

/** A token like Discord's, that nobody can guess. */
function newToken(id: string): string {
  return `aW50ZXJhY3Rpb246${Buffer.from(id).toString('base64url')}${randomUUID()}`;
}

/**
 * The interaction that a callback answers.
 * @throws DiscordError 10062 when the id or its token is wrong or forgotten.
 */
export function interactionFor(world: World, id: string, token: string): Interaction {
  const interaction = world.interactions.get(id);
  if (!interaction || interaction.token !== token) throw new DiscordError(10062);
  return interaction;
}

/**
 * Says whether the first answer may still come.
 * @throws DiscordError 40060 when there was one, 10062 when its three seconds are over.
 */
export function needUnanswered(world: World, interaction: Interaction): void {
  if (interaction.answer) throw new DiscordError(40060);
  if (expired(world, interaction)) throw new DiscordError(10062);
}

/**
 * Takes the first answer.
 * @param originalId the `@original`, when the answer has one.
 */
export function acknowledge(
  world: World,
  interaction: Interaction,
  answer: Answer,
  originalId?: string,
): void {
  interaction.answer = answer;
  interaction.answeredAt = world.clock.now();
  interaction.originalId = originalId;
  interaction.onAnswer?.();
  world.changed();
}

/** Whether nobody answered in time. The person reads "The application did not respond". */
export function expired(world: World, interaction: Interaction): boolean {
  return !interaction.answer && world.clock.now() - interaction.createdAt > world.answerIn;
}

/** Whether the token still works for `@original` and follow-ups. */
function tokenAlive(world: World, interaction: Interaction): boolean {
  return world.clock.now() - interaction.createdAt <= interactionLimits.tokenInMs;
}

/** Where answers go. @throws DiscordError 10003 when the channel is gone. */
export function channelOf(world: World, { channel }: Interaction): Channel {
  if (!world.channels.has(channel.id)) throw new DiscordError(10003);
  return channel;
}

/**
 * The interaction whose token is used as a webhook's.
 * @returns nothing when `applicationId` is no application's.
 * @throws DiscordError 50027 when the token is wrong or its 15 minutes are over, 10015 before there is an answer: the
 * webhook comes to be with it.
 */
export function interactionWebhook(
  world: World,
  applicationId: string,
  token: string,
): Interaction | undefined {
  if (!world.applications.has(applicationId)) return undefined;
  const interaction = world.interactionsByToken.get(token);
  if (!interaction || interaction.application.id !== applicationId || !tokenAlive(world, interaction))
    throw new DiscordError(50027);
  if (!interaction.answer || interaction.answer.kind === 'choices') throw new DiscordError(10015);
  return interaction;
}

/**
 * A message that the interaction's token reaches: its answers, and the message whose component was used.
 * @param id the message's id, or `@original`.
 * @throws DiscordError 10008 when there is none.
 */
export function interactionMessage(world: World, interaction: Interaction, id: string): Message {
  const { application, message: used, originalId, user } = interaction;
  const message = channelOf(world, interaction).messages.get(id === '@original' ? (originalId ?? '') : id);
  const own = message && (message === used || message.webhook?.id === application.id);
  if (!own || (message.visibleTo !== undefined && message.visibleTo !== user.id))
    throw new DiscordError(10008);
  return message;
}

/** What the answer to an interaction, or a follow-up, is written with besides its content. */
export function answerOptions(interaction: Interaction, ephemeral: boolean): MessageOptions {
  const { application, channel, message, type } = interaction;
  const visibleTo = ephemeral ? interaction.user.id : undefined;
  const metadata = interactionMetadata(interaction);
  const identity = {
    author: application.bot,
    webhook: { id: application.id, applicationId: application.id },
    visibleTo,
  };
  if (interaction.answer && interaction.originalId !== undefined) {
    return {
      ...identity,
      interaction: { ...metadata, originalResponseMessageId: interaction.originalId },
      ...replyTo(channel.messages.get(interaction.originalId), visibleTo),
    };
  }
  if (type === 2) {
    const messageType =
      interaction.commandType === 1 ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
    return { ...identity, interaction: metadata, type: messageType };
  }
  return { ...identity, interaction: metadata, ...replyTo(message, visibleTo) };
}

/** The marks of a reply, unless the one who reads the reply would not see what it answers. */
function replyTo(message: Message | undefined, visibleTo: string | undefined): Partial<MessageOptions> {
  if (!message || (message.visibleTo !== undefined && message.visibleTo !== visibleTo)) return {};
  const { channel } = message;
  return {
    type: MessageType.Reply,
    referenced: message,
    reference: {
      type: 0,
      message_id: message.id,
      channel_id: channel.id,
      ...(channel.guild && { guild_id: channel.guild.id }),
    },
  };
}

/** The message that is still to be filled in after a deferred answer. */
export function loadingMessage(interaction: Interaction): Message | undefined {
  if (interaction.answer?.kind !== 'deferred') return undefined;
  const message = interaction.channel.messages.get(interaction.answer.messageId);
  return message && message.flags & MessageFlags.Loading ? message : undefined;
}

/** Notes that `message` was filled in or changed through the interaction's token. */
export function answerEdited(world: World, interaction: Interaction, message: Message): void {
  const { answer, originalId } = interaction;
  if (message.id !== originalId) return;
  if (answer?.kind === 'deferred') interaction.answer = { kind: 'message', messageId: message.id };
  if (answer?.kind === 'deferred-update') interaction.answer = { kind: 'updated', messageId: message.id };
  world.changed();
}

/** Counts a follow-up. @throws DiscordError 40094 at the sixth where the application has no bot. */
export function countFollowUp(interaction: Interaction): void {
  if (
    interaction.followUps >= interactionLimits.followUpsWithoutBot &&
    installationOwners(interaction)[1] !== undefined
  )
    throw new DiscordError(40094);
  interaction.followUps += 1;
}

/** What a message says of the interaction that it comes from. */
export function interactionMetadata(interaction: Interaction): MessageInteraction {
  const { message, type } = interaction;
  return {
    id: interaction.id,
    type,
    user: interaction.user,
    owners: installationOwners(interaction),
    name: type === 2 ? interaction.commandName : undefined,
    ...(type === 3 && message && { interactedMessageId: message.id }),
    ...(interaction.triggering && { triggering: interaction.triggering }),
  };
}

/** How often interactions are looked through for dead ones, in milliseconds of the clock. */
const LOOK_EVERY = 1_000;

/** Forgets interactions whose token has run out, oldest first. */
function dropDead(world: World): void {
  const now = world.clock.now();
  if (now - world.interactionsCheckedAt < LOOK_EVERY) return;
  world.interactionsCheckedAt = now;
  for (const interaction of world.interactions.values()) {
    if (interaction.createdAt >= now - interactionLimits.tokenInMs) return;
    world.interactions.delete(interaction.id);
    world.interactionsByToken.delete(interaction.token);
  }
}
