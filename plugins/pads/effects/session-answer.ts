import { type ComponentInteraction, type Message, type Translate, update } from '@guildhall/sdk';
import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Session } from '../entities/session.ts';
import pads from '../plugin.ts';
import { sessionCard } from '../views/session-card.ts';

/** A session as the answer to what somebody did with it. On a message that all see it is in the guild's language. */
export async function sessionAnswer(
  interaction: RepliableInteraction<'cached'>,
  session: Session,
): Promise<Message> {
  const facts = await pads.parts.sessions.factsOf(session);
  return sessionCard(facts, await languageOf(interaction));
}

/** Shows how a session is now, on the message whose button was clicked. */
export async function showSession(interaction: ComponentInteraction, session: Session): Promise<void> {
  await update(interaction, await sessionAnswer(interaction, session));
  const { message } = interaction;
  const seenByAll = message?.flags.has(MessageFlags.Ephemeral) === false;
  // The process ended before it knew the message that it had booked with.
  if (!session.message && seenByAll && message.channelId === session.channel) {
    await pads.parts.marks.shownAs(session.id, message.id);
  }
}

async function languageOf(interaction: RepliableInteraction<'cached'>): Promise<Translate> {
  const ownMessage =
    interaction.isMessageComponent() && interaction.message.flags.has(MessageFlags.Ephemeral);
  return ownMessage
    ? pads.host.texts.in(interaction.locale)
    : (await pads.host.texts.ofGuild(interaction.guildId)).t;
}
