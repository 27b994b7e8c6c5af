import { Refusal, respond } from '@guildhall/sdk';
import type { AnySelectMenuInteraction, ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { needRight } from '../rights.ts';
import { closeForm, deleteQuestion } from '../views/questions.ts';

type Asked =
  | ChatInputCommandInteraction<'cached'>
  | AnySelectMenuInteraction<'cached'>
  | ButtonInteraction<'cached'>;

/** Asks whoever may close a ticket whether and why. @throws Refusal when they may not, or it is not open. */
export async function askToClose(interaction: Asked, ticket: Ticket): Promise<void> {
  await needRight('close', interaction.member, ticket);
  if (ticket.state !== 'open') {
    throw new Refusal('not-open');
  }
  await interaction.showModal(closeForm(ticket, plugin.host.texts.in(interaction.locale)));
}

/** Asks whoever may delete a ticket whether it is really to go. @throws Refusal when they may not. */
export async function askToDelete(interaction: Asked, ticket: Ticket): Promise<void> {
  await needRight('delete', interaction.member, ticket);
  await respond(interaction, deleteQuestion(ticket, plugin.host.texts.in(interaction.locale)));
}
