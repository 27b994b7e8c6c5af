import { ComponentHandler, type ComponentInteraction, type Message, respond, update } from '@guildhall/sdk';
import type { ModalSubmitInteraction } from 'discord.js';
import { historyOf, listOf } from '../effects/answer-list.ts';
import {
  answerIn,
  askMore,
  askOne,
  giveAnswer,
  giveMore,
  needAnswering,
  needSheet,
} from '../effects/answering.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { OpenSheet } from '../forms/sheets.ts';
import plugin from '../plugin.ts';
import { needRight, needStaff, ticketOf } from '../rights.ts';
import type { ListAct } from '../views/answer-list.ts';

/** The list of a ticket's answers: its pages, its history, and the form that changes one. */
export class AnswersHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '', act, at = '']: string[]): Promise<void> {
    const { guildId, member } = interaction;
    const ticket = await ticketOf(guildId, id);
    const edit = (question: string) => plugin.customId('answers', id, 'edit', question);
    switch (act as ListAct) {
      case 'page':
        await needRight('answers', member, ticket);
        return update(interaction, await listOf(interaction, ticket, Number(at)));
      case 'history':
        await needStaff(member, ticket);
        return update(interaction, await historyOf(interaction, ticket, Number(at)));
      case 'choose':
        await needAnswering(interaction, ticket);
        if (interaction.isStringSelectMenu()) {
          const [question = ''] = interaction.values;
          await askOne(interaction, await needSheet(ticket), question, edit(question));
        }
        return;
      case 'edit': {
        await needAnswering(interaction, ticket);
        const open = await needSheet(ticket);
        if (!interaction.isModalSubmit()) {
          return askOne(interaction, open, at, edit(at));
        }
        const answer = await answerIn(interaction, open, at);
        return this.#tell(
          interaction,
          ticket,
          await giveAnswer(interaction, open, ticket, { question: at, answer }),
        );
      }
      case 'more': {
        await needAnswering(interaction, ticket);
        const open = await needSheet(ticket);
        const address = plugin.customId('answers', id, 'more');
        if (interaction.isModalSubmit()) {
          return this.#tell(interaction, ticket, await giveMore(interaction, open, ticket, address));
        }
        if (!(await askMore(interaction, open, address))) {
          await update(interaction, await listOf(interaction, ticket, 0));
        }
      }
    }
  }

  /** What is wrong, or the list as it is now: it asks what is asked since. */
  async #tell(
    interaction: ModalSubmitInteraction<'cached'>,
    ticket: Ticket,
    after: OpenSheet | Message,
  ): Promise<void> {
    if (!('sheet' in after)) {
      return interaction.isFromMessage() ? update(interaction, after) : respond(interaction, after);
    }
    return update(interaction, await listOf(interaction, ticket, 0));
  }
}
