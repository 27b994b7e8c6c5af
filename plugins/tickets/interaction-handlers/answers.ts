import { ComponentHandler, type ComponentInteraction, respond, update } from '@guildhall/sdk';
import { historyOf, listOf } from '../effects/answer-list.ts';
import { answerIn, askOne, giveAnswer, needAnswering, needSheet } from '../effects/answering.ts';
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
        const after = await giveAnswer(interaction, open, ticket, { question: at, answer });
        if (!('sheet' in after)) {
          return interaction.isFromMessage() ? update(interaction, after) : respond(interaction, after);
        }
        return update(interaction, await listOf(interaction, ticket, 0));
      }
    }
  }
}
