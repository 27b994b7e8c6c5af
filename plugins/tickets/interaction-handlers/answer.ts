import { ComponentHandler, type ComponentInteraction, respond, update } from '@guildhall/sdk';
import { listOf } from '../effects/answer-list.ts';
import { answerIn, askOne, giveAnswer, needAnswering, needSheet } from '../effects/answering.ts';
import { sheetMessage } from '../effects/answers.ts';
import type { Ticket } from '../entities/ticket.ts';
import { needQuestion } from '../forms/form-edits.ts';
import type { Answer } from '../forms/question.ts';
import type { OpenSheet } from '../forms/sheets.ts';
import plugin from '../plugin.ts';
import { ticketOf } from '../rights.ts';
import type { AnswerAct } from '../views/answer-sheet.ts';
import { orRefuse } from '../views/refusal.ts';

/** The buttons, menus and forms on the message that asks the questions of a ticket in its channel. */
export class AnswerHandler extends ComponentHandler {
  override async run(
    interaction: ComponentInteraction,
    [id = '', act, question = '', ...rest]: string[],
  ): Promise<void> {
    const ticket = await ticketOf(interaction.guildId, id);
    await needAnswering(interaction, ticket);
    const open = await needSheet(ticket);
    const mark = rest.at(-1) ?? '';
    switch (act as AnswerAct) {
      case 'type':
        if (!interaction.isModalSubmit()) {
          return askOne(interaction, open, question, plugin.customId('answer', id, 'type', question, mark));
        }
        return this.#give(interaction, ticket, open, mark, {
          question,
          answer: await answerIn(interaction, open, question),
        });
      case 'skip':
        return this.#give(interaction, ticket, open, mark, { question, answer: { values: [] } });
      case 'pick': {
        const { kind, options } = needQuestion(open.form, question);
        const value = kind === 'yes-no' ? rest[0] : options[Number(rest[0])];
        return this.#give(interaction, ticket, open, mark, {
          question,
          answer: { values: value ? [value] : [] },
        });
      }
      case 'choose':
        return this.#give(interaction, ticket, open, mark, {
          question,
          answer: { values: interaction.isAnySelectMenu() ? [...interaction.values] : [] },
        });
      case 'back':
        return update(
          interaction,
          await sheetMessage(ticket, orRefuse(await plugin.parts.sheets.back(id)), mark),
        );
      case 'look':
        return update(interaction, await sheetMessage(ticket, open, mark));
      case 'change':
        return respond(interaction, await listOf(interaction, ticket, 0));
    }
  }

  async #give(
    interaction: ComponentInteraction,
    ticket: Ticket,
    open: OpenSheet,
    mark: string,
    given: { readonly question: string; readonly answer: Answer },
  ): Promise<void> {
    const after = await giveAnswer(interaction, open, ticket, given, 'asked');
    await ('sheet' in after
      ? update(interaction, await sheetMessage(ticket, after, mark))
      : respond(interaction, after));
  }
}
