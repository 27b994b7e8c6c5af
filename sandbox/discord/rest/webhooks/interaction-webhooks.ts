import { MessageFlags } from 'discord-api-types/v10';
import {
  answerEdited,
  answerOptions,
  channelOf,
  countFollowUp,
  loadingMessage,
} from '../../state/interactions.ts';
import { createMessage, editMessage } from '../../state/messages.ts';
import type { Interaction, Message } from '../../state/types.ts';
import { withoutReplyMention } from '../messages/callback-answers.ts';
import {
  type MessageBody,
  type MessageSource,
  messageChanges,
  messageInput,
} from '../messages/message-input.ts';

/**
 * Writes a follow-up. The first one after a deferred answer fills that in instead, ephemeral or not as it was deferred:
 * an old custom of Discord's, which its docs call deprecated.
 * @throws DiscordError 40094 at the sixth follow-up where the application has no bot.
 */
export function followUp(source: MessageSource, interaction: Interaction, body: MessageBody): Message {
  const { world } = source;
  const channel = channelOf(world, interaction);
  const input = messageInput(source, channel, body, { ephemeral: true });
  const flags = input.flags ?? 0;
  const loading = loadingMessage(interaction);
  if (loading) {
    const { content, embeds, components, attachments, poll, allowedMentions } = input;
    fill(source, interaction, loading, {
      ...{ content, embeds, components, attachments, poll, allowedMentions },
      flags: loading.flags | (flags & ~MessageFlags.Ephemeral),
    });
    return loading;
  }
  countFollowUp(interaction);
  const options = answerOptions(interaction, (flags & MessageFlags.Ephemeral) !== 0);
  return createMessage(world, channel, { ...input, ...options, ...withoutReplyMention(input) });
}

/** Edits the original answer, a follow-up or the message whose component was used. A deferred answer is filled in. */
export function editAnswer(
  source: MessageSource,
  interaction: Interaction,
  message: Message,
  body: MessageBody,
): void {
  fill(source, interaction, message, messageChanges(source, message, body));
}

function fill(
  { world }: MessageSource,
  interaction: Interaction,
  message: Message,
  changes: Parameters<typeof editMessage>[2],
): void {
  const wasLoading = (message.flags & MessageFlags.Loading) !== 0;
  const flags = (changes.flags ?? message.flags) & ~MessageFlags.Loading;
  // What is filled in for the first time does not read as edited.
  editMessage(world, message, { ...changes, flags }, !wasLoading);
  if (wasLoading) interaction.onFilled?.();
  answerEdited(world, interaction, message);
}
