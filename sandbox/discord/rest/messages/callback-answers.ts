import { randomUUID } from 'node:crypto';
import { MessageFlags, InteractionResponseType as T } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { acknowledge, answerOptions, channelOf } from '../../state/interactions.ts';
import { createMessage, editMessage, type MessageOptions, numberComponents } from '../../state/messages.ts';
import type { Answer, Component, Interaction } from '../../state/types.ts';
import { type MessageBody, type MessageSource, messageChanges, messageInput } from './message-input.ts';

type Mentions = Pick<MessageOptions, 'allowedMentions'>;
type Modal = Extract<Answer, { kind: 'modal' }>['modal'];
type Choices = Extract<Answer, { kind: 'choices' }>['choices'];

/**
 * Carries out the first answer to an interaction.
 * @throws DiscordError for content that Discord refuses, 10003 and 10008 when the channel or the message is gone. The
 * interaction is then unanswered still.
 */
export function answer(source: MessageSource, interaction: Interaction, type: number, data: unknown): void {
  const { world } = source;
  switch (type) {
    case T.ChannelMessageWithSource:
      return answerWithMessage(source, interaction, (data ?? {}) as MessageBody);
    case T.DeferredChannelMessageWithSource:
      return defer(source, interaction, (data ?? {}) as MessageBody);
    case T.DeferredMessageUpdate:
      return acknowledge(world, interaction, { kind: 'deferred-update' }, interaction.message?.id);
    case T.UpdateMessage:
      return update(source, interaction, (data ?? {}) as MessageBody);
    case T.ApplicationCommandAutocompleteResult:
      return acknowledge(world, interaction, {
        kind: 'choices',
        choices: (data as { choices?: Choices } | null)?.choices ?? [],
      });
    case T.Modal:
      return openModal(source, interaction, data as Modal);
    case T.LaunchActivity:
      return acknowledge(world, interaction, { kind: 'activity', instanceId: randomUUID() });
    default:
      return acknowledge(world, interaction, { kind: 'premium' });
  }
}

function answerWithMessage(source: MessageSource, interaction: Interaction, body: MessageBody): void {
  const { world } = source;
  const channel = channelOf(world, interaction);
  const input = messageInput(source, channel, body, { ephemeral: true });
  const ephemeral = ((input.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const id = world.ids.next();
  const options = answerOptions(interaction, ephemeral);
  acknowledge(world, interaction, { kind: 'message', messageId: id }, id);
  createMessage(world, channel, { id, ...input, ...options, ...withoutReplyMention(input) });
}

function defer(source: MessageSource, interaction: Interaction, { flags }: MessageBody): void {
  const { world } = source;
  const channel = channelOf(world, interaction);
  const kept = (flags ?? 0) & (MessageFlags.Ephemeral | MessageFlags.IsComponentsV2);
  const id = world.ids.next();
  const options = answerOptions(interaction, (kept & MessageFlags.Ephemeral) !== 0);
  acknowledge(world, interaction, { kind: 'deferred', messageId: id }, id);
  createMessage(world, channel, {
    id,
    ...options,
    ...withoutReplyMention({}),
    flags: kept | MessageFlags.Loading,
  });
}

function update(source: MessageSource, interaction: Interaction, body: MessageBody): void {
  const { world } = source;
  const { message } = interaction;
  if (!message || channelOf(world, interaction).messages.get(message.id) !== message)
    throw new DiscordError(10008);
  const changes = messageChanges(source, message, body);
  acknowledge(world, interaction, { kind: 'updated', messageId: message.id }, message.id);
  editMessage(world, message, changes);
}

function openModal({ world }: MessageSource, interaction: Interaction, data: Modal): void {
  const components = structuredClone(data.components) as Component[];
  numberComponents(components);
  const { custom_id, title } = data;
  acknowledge(world, interaction, { kind: 'modal', modal: { custom_id, title, components } });
}

/** An answer is shown as a reply, but it pings nobody for that. */
export function withoutReplyMention({ allowedMentions }: Mentions): Mentions {
  return {
    allowedMentions: {
      ...(allowedMentions ?? { parse: ['users', 'roles', 'everyone'] }),
      replied_user: false,
    },
  };
}
