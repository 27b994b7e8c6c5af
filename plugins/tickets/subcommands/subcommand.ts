import type { Command } from '@sapphire/framework';
import type { SlashCommandSubcommandBuilder } from 'discord.js';

export type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** One of `/ticket ...`: how Discord's menu shows it, and what it does. */
export interface TicketSubcommand {
  readonly name: string;
  readonly menu: (sub: SlashCommandSubcommandBuilder) => unknown;
  readonly run: (interaction: Interaction) => Promise<void>;
  /** What is offered while somebody types. */
  readonly complete?: (interaction: Command.AutocompleteInteraction<'cached'>) => Promise<void>;
}
