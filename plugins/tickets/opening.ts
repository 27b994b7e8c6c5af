import { update } from '@guildhall/sdk';
import { channelMention, MessageFlags, type RepliableInteraction } from 'discord.js';
import { askForm } from './effects/asking.ts';
import { askerOf } from './effects/limits-check.ts';
import { needHours } from './effects/opening-hours.ts';
import plugin from './plugin.ts';
import { problemWords } from './views/problem.ts';
import { orRefuse } from './views/refusal.ts';
import { numberWords } from './views/words.ts';

/** After how many ms whoever opened a ticket is told that it takes longer: everybody has an answer within three seconds. */
const patience = 1_000;

/** How long after that their answer still changes when it is there, in ms. Later they see that they are mentioned in it. */
const lateness = 60_000;

/** What is to be opened. */
export interface Wish {
  /** The id of a type. */
  readonly type: string;
  readonly subject?: string | undefined;
  /** What is asked again with the same key is the same ticket; the interaction by default. */
  readonly key?: string;
}

/**
 * Opens a ticket for whoever clicked or typed, and tells them where it is. A type that asks something first shows its
 * form: so this must be the first answer to the interaction. @param order what it is about, filled in where it is asked.
 */
export async function openTicket(
  interaction: Parameters<typeof askForm>[0],
  type: string,
  { subject, order }: { readonly subject?: string | undefined; readonly order?: string | undefined } = {},
): Promise<void> {
  await needHours(interaction.guildId, type);
  if (!(await askForm(interaction, type, { subject, order }))) {
    await makeTicket(interaction, { type, subject });
  }
}

/** Makes the ticket, when all that is asked first is answered. */
export async function makeTicket(interaction: RepliableInteraction<'cached'>, wish: Wish): Promise<void> {
  const { guildId, id, locale } = interaction;
  const t = plugin.host.texts.in(locale);
  // The last step of a form takes the place of the steps before it.
  if (!interaction.deferred) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  }
  const { tickets, arrivals } = plugin.parts;
  const { type, subject, key = id } = wish;
  const asker = await askerOf(interaction, type);
  const ticket = orRefuse(await tickets.request({ ...asker, type, subject, key }));
  const number = numberWords(ticket.number);
  const tell = async () => {
    const { channel, problem } = (await tickets.find(guildId, ticket.id))!;
    const content = channel
      ? t('opening.ready', { channel: channelMention(channel), number })
      : t(problem ? 'opening.blocked' : 'opening.later', { number });
    // Whoever can do something about it reads what.
    const detail = problem && asker.staff ? `\n${problemWords(problem, t)}` : '';
    await update(interaction, { content: `${content}${detail}`, private: true });
    return channel !== null;
  };
  await arrivals.of(ticket.id, patience);
  // Whoever listens before they look misses nothing.
  const arrived = arrivals.of(ticket.id, lateness);
  if (await tell()) {
    arrivals.tell(ticket.id);
  } else {
    await arrived;
    await tell();
  }
}
