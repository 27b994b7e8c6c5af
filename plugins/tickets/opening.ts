import { update } from '@guildhall/sdk';
import { MessageFlags, type RepliableInteraction } from 'discord.js';
import { askForm } from './effects/asking.ts';
import { askerOf } from './effects/limits-check.ts';
import { needHours } from './effects/opening-hours.ts';
import plugin from './plugin.ts';
import type { Asker } from './ticket/limits.ts';
import { isUnready } from './ticket/ticket-states.ts';
import { openingView } from './views/opening.ts';
import { orRefuse } from './views/refusal.ts';

/** After how many ms whoever opened a ticket is told that it takes longer: everybody has an answer within three seconds. */
const patience = 1_000;

/** How long after that their answer still changes when it is there, in ms. Later they see that they are mentioned in it. */
const lateness = 60_000;

/** What is to be opened. */
export interface Wish {
  /** The id of a type. */
  readonly type: string;
  readonly subject?: string | undefined;
  /** The order that it is about, as somebody named it. */
  readonly order?: string | undefined;
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
    await makeTicket(interaction, { type, subject, order });
  }
}

/** Makes the ticket, when all that is asked first is answered. */
export async function makeTicket(interaction: RepliableInteraction<'cached'>, wish: Wish): Promise<void> {
  const began = performance.now();
  const { guildId, id, locale } = interaction;
  const t = plugin.host.texts.in(locale);
  // The last step of a form takes the place of the steps before it.
  if (!interaction.deferred) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  }
  const { tickets, arrivals } = plugin.parts;
  const { type, subject, key = id } = wish;
  const asker = await askerOf(interaction, type);
  const order = wish.order && (await knownOrder(wish.order, asker));
  const ticket = orRefuse(await tickets.request({ ...asker, type, subject, order, key }));
  await arrivals.of(ticket.id, Math.max(0, patience - (performance.now() - began)));
  const end = performance.now() + lateness;
  for (let told = ''; ; ) {
    const left = end - performance.now();
    // Whoever listens before they look misses nothing.
    const arrived = arrivals.of(ticket.id, Math.max(0, left));
    const now = (await tickets.find(guildId, ticket.id))!;
    const view = openingView(now, asker.staff === true, t);
    if (JSON.stringify(view) !== told) {
      await update(interaction, view);
      told = JSON.stringify(view);
    }
    if (!isUnready(now.state) || left <= 0) {
      return arrivals.tell(ticket.id);
    }
    await arrived;
  }
}

/** The id of an order as it is written; undefined for one that this person may not know of: then it is asked for. */
async function knownOrder(typed: string, { guild, creator, staff }: Asker): Promise<string | undefined> {
  const asker = { user: creator, staff: staff === true };
  const found = await plugin.parts.orderLookup.find(guild, typed, asker);
  return found === 'unknown' ? undefined : found === 'unchecked' ? typed : found.id;
}
