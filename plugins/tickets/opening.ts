import { respond } from '@guildhall/sdk';
import { channelMention, MessageFlags, type RepliableInteraction } from 'discord.js';
import plugin from './plugin.ts';
import { orRefuse } from './views/refusal.ts';
import { numberWords } from './views/words.ts';

/** How long whoever opened a ticket waits for it before they are told that it takes longer, in ms. */
const patience = 10_000;

/** Opens a ticket for whoever clicked or typed, and tells them where it is. */
export async function openTicket(
  interaction: RepliableInteraction<'cached'>,
  type: string,
  subject?: string,
): Promise<void> {
  const { guildId, user, id, locale } = interaction;
  const t = plugin.host.texts.in(locale);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { tickets, arrivals } = plugin.parts;
  const ticket = orRefuse(
    await tickets.request({ guild: guildId, type, creator: user.id, subject, key: id }),
  );
  await arrivals.of(ticket.id, patience);
  const { channel, problem } = (await tickets.find(guildId, ticket.id))!;
  const number = numberWords(ticket.number);
  const content = channel
    ? t('opening.ready', { channel: channelMention(channel), number })
    : t(problem ? 'opening.blocked' : 'opening.later', { number });
  await respond(interaction, { content, private: true });
}
