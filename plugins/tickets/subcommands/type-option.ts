import { Refusal } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';

/** Offers the types of tickets that fit what is typed. */
export async function completeType(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
  const typed = interaction.options.getFocused().trim().toLowerCase();
  const types = await plugin.parts.types.offered(interaction.guildId);
  const fitting = types.filter(({ name }) => name.toLowerCase().includes(typed));
  await interaction.respond(fitting.map(({ id, name }) => ({ name, value: id })));
}

/** The type that was chosen or typed. @throws Refusal `no-types`, `no-such-type`. */
export async function typeNamed(guild: string, typed: string): Promise<TicketType> {
  const types = await plugin.parts.types.offered(guild);
  const name = typed.trim().toLowerCase();
  const type = types.find((type) => type.id === typed || type.name.toLowerCase() === name);
  if (!type) {
    throw new Refusal(types.length === 0 ? 'no-types' : 'no-such-type');
  }
  return type;
}
