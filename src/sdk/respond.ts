import {
  type BaseMessageOptions,
  type Message as DiscordMessage,
  type InteractionEditReplyOptions,
  type InteractionReplyOptions,
  MessageFlags,
  type RepliableInteraction,
} from 'discord.js';

/** What a view makes. `private` is seen by the person alone. */
export interface Message extends Omit<BaseMessageOptions, 'flags'> {
  readonly private?: boolean;
  /** The message is made of v2 components. */
  readonly v2?: boolean;
}

/** The message as discord.js sends it. */
export function bodyOf({ private: hidden, v2, ...body }: Message): InteractionReplyOptions {
  const flags = (hidden ? MessageFlags.Ephemeral : 0) | (v2 ? MessageFlags.IsComponentsV2 : 0);
  return flags === 0 ? body : { ...body, flags };
}

/**
 * Shows `message` to the person, in whatever state the interaction is: answers it, fills a deferred answer in, or
 * follows up after one. It never changes the message that a button sits on, nor an answer that was given: see
 * {@link update}. Who sees a deferred answer was decided by the deferral.
 */
export async function respond(interaction: RepliableInteraction, message: Message): Promise<void> {
  if (awaitsReply(interaction)) {
    await interaction.editReply(editOf(message));
  } else if (interaction.deferred || interaction.replied) {
    await interaction.followUp(bodyOf(message));
  } else {
    await interaction.reply(bodyOf(message));
  }
}

/** Whether a deferred answer is still to be filled in. `deferUpdate` leaves nothing to fill in, and no `ephemeral`. */
export function awaitsReply({ deferred, replied, ephemeral }: RepliableInteraction): boolean {
  return deferred && !replied && ephemeral !== null;
}

/** Changes the message that a button or a menu sits on; from a slash command it answers. */
export async function update(interaction: RepliableInteraction, message: Message): Promise<void> {
  const onMessage =
    interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage());
  if (onMessage && !interaction.deferred && !interaction.replied) {
    await interaction.update(editOf(message) as never);
  } else if (interaction.deferred || interaction.replied) {
    await interaction.editReply(editOf(message));
  } else {
    await interaction.reply(bodyOf(message));
  }
}

// An edit cannot change who sees a message; what the view leaves out is taken off. Discord refuses to make a message one
// of v2 components while it has a text or embeds. https://docs.discord.com/developers/components/reference
export function editOf(message: Message): InteractionEditReplyOptions {
  const { private: _, ...rest } = message;
  const whole = rest.v2
    ? { content: null, embeds: [], ...rest }
    : { content: null, embeds: [], components: [], attachments: [], ...rest };
  return bodyOf(whole as Message) as InteractionEditReplyOptions;
}

export type { DiscordMessage };
