import { Refusal, update } from '@guildhall/sdk';
import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { needRight, standingOf } from '../rights.ts';
import { askedTranscript, transcriptFiles, transcriptProgress } from '../views/transcript.ts';
import { renewTranscript } from './transcript.ts';
import { guildLimit, parcelOf, portionOf } from './transcript-files.ts';

/** Between two lines about how far it is, in ms: Discord allows five edits in five seconds. */
const progressPause = 2_000;

/**
 * Gives somebody the transcript of a ticket as it is now, in their version, and shows how far it is meanwhile. Of a
 * ticket without a channel they get what there is.
 * @throws Refusal when they may not, or there is none.
 */
export async function giveTranscript(
  interaction: ChatInputCommandInteraction<'cached'> | ButtonInteraction<'cached'>,
  ticket: Ticket,
): Promise<void> {
  const { guild, member, locale } = interaction;
  await needRight('transcript', member, ticket);
  const { staff } = await standingOf(member, ticket);
  const { transcripts } = plugin.parts;
  const t = plugin.host.texts.in(locale);
  await interaction.deferReply({ flags: 'Ephemeral' });
  let last = 0;
  await renewTranscript(guild, ticket.id, (count) => {
    if (performance.now() - last > progressPause) {
      last = performance.now();
      update(interaction, transcriptProgress(count, t)).catch(() => {});
    }
  });
  const transcript = await transcripts.of(ticket.id);
  if (!transcript?.folder) {
    throw new Refusal('no-transcript');
  }
  const parcel = await parcelOf(transcript, staff ? 'staff' : 'creator', guildLimit(guild));
  await update(interaction, askedTranscript({ ticket, transcript, ...parcel }, staff, t));
}

/**
 * Gives somebody the files that lie beside the page of their version. @param part which archive of them, from 0.
 * @throws Refusal when they may not, or there is no transcript.
 */
export async function giveFiles(
  interaction: ButtonInteraction<'cached'>,
  ticket: Ticket,
  part: number,
): Promise<void> {
  const { guild, member, locale } = interaction;
  await needRight('transcript', member, ticket);
  const { staff } = await standingOf(member, ticket);
  await interaction.deferReply({ flags: 'Ephemeral' });
  const transcript = await plugin.parts.transcripts.of(ticket.id);
  if (!transcript?.folder) {
    throw new Refusal('no-transcript');
  }
  const limit = guildLimit(guild);
  const portion = await portionOf(transcript, staff ? 'staff' : 'creator', { part, limit });
  const t = plugin.host.texts.in(locale);
  await update(interaction, transcriptFiles({ ticket, transcript, ...portion }, staff, t));
}
