import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import type { StateFilter } from '../shelf.ts';
import { orderChoice, statusChoices } from '../views/choices.ts';

type Interaction = AutocompleteInteraction<'cached'>;
type Choices = ApplicationCommandOptionChoiceData<string>[];

/** Which orders each subcommand can do something with; the others are about all. */
const about: Readonly<Record<string, StateFilter>> = {
  complete: 'open',
  status: 'open',
  assign: 'open',
  cancel: 'open',
  reopen: 'closed',
};

/** What fits what somebody has typed so far: orders by id, customer or details, or steps. */
export async function offered(interaction: Interaction): Promise<Choices> {
  const { guildId, options, locale } = interaction;
  const { name, value } = options.getFocused(true);
  const t = plugin.host.texts.in(locale);
  const steps = await plugin.parts.steps.of(guildId);
  if (name === 'status') {
    return statusChoices(steps, value, options.getSubcommand() !== 'status', t);
  }
  const state = about[options.getSubcommand()] ?? 'any';
  const orders = await plugin.parts.shelf.offered(guildId, value, state);
  return orders.map((order) => orderChoice(order, steps, t));
}
