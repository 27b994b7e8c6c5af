import { Overtaken } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { AnswerSheet } from '../entities/answer-sheet.ts';
import { FormDraft } from '../entities/form-draft.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { Follower } from '../ticket/changes.ts';
import { isHoused } from '../ticket/ticket-states.ts';
import type { AnswerMessages } from './answer-messages.ts';
import { nextQuestions, standing } from './conditions.ts';
import { type Drafts, nextStep } from './drafts.ts';
import type { Forms } from './forms.ts';
import { answersAbout } from './order-lookup.ts';
import { peopleIn } from './people.ts';
import { looseFiles } from './sheets.ts';

interface FollowerParts {
  readonly context: Context;
  readonly forms: Forms;
  readonly drafts: Drafts;
  readonly messages: AnswerMessages;
}

/**
 * Makes the sheet of a ticket in the transaction that asks for the ticket: of the draft that its creator has finished, or
 * an empty one, when its form is asked in the channel. When the ticket has its channel, the sheet is shown there.
 */
export function sheetFollower(parts: FollowerParts): Follower {
  const { context, messages } = parts;
  return async (em, ticket, { action, order }) => {
    if (action === 'request') {
      return begin(em, ticket, order, parts);
    }
    const { guild, id } = ticket;
    const sheet = isHoused(ticket.state) ? await em.findOne(AnswerSheet, { ticket: id }) : null;
    if (sheet) {
      await messages.changed(em, { guild, ticket: id });
      if (looseFiles(sheet.answers).length > 0) {
        await context.jobs.add(em, 'post-files', { guild, ticket: id }, { key: `files:${id}` });
      }
    }
  };
}

async function begin(
  em: EntityManager,
  ticket: Ticket,
  order: string | undefined,
  { context, forms, drafts }: FollowerParts,
): Promise<void> {
  const { guild, id, type, creator } = ticket;
  const open = await drafts.ofIn(em, { type, user: creator, preview: false });
  const draft = open && nextStep(open).length === 0 ? open : undefined;
  const form = draft?.form ?? (await forms.currentIn(em, type));
  if (!form || (!draft && form.place === 'modal')) {
    return;
  }
  // An order that is known need not be asked for.
  const known = order === undefined ? {} : answersAbout(form.questions, order);
  const answers = draft ? standing(form.questions, draft.draft.answers) : known;
  const done = nextQuestions(form.questions, answers, 1).length === 0;
  em.create(AnswerSheet, {
    ticket: id,
    guild,
    form: form.id,
    answers,
    steps: [],
    people: peopleIn(answers, null),
    doneAt: done ? context.clock.now() : null,
    version: 1,
  });
  await em.flush();
  if (draft) {
    const { id: done, version } = draft.draft;
    // What was changed in it since it was read, such as whom it names, is not in the sheet.
    if ((await em.nativeDelete(FormDraft, { id: done, version })) === 0) {
      throw new Overtaken();
    }
  }
}
