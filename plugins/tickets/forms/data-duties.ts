import { type DataDuties, forgotten } from '@guildhall/sdk';
import { AnswerChange } from '../entities/answer-change.ts';
import { AnswerMessage } from '../entities/answer-message.ts';
import { AnswerSheet } from '../entities/answer-sheet.ts';
import { Form } from '../entities/form.ts';
import { FormDraft } from '../entities/form-draft.ts';
import { Ticket } from '../entities/ticket.ts';
import { activeStates } from '../ticket-states.ts';
import { without } from './people.ts';
import type { Answers } from './question.ts';
import { answered } from './sheets.ts';

/** Stands in answers where a person was who asked to be forgotten. */
const nobody = '…';

/** What people answered goes with them; where others named them, their id does. */
export const formDuties: DataDuties = {
  async forgetGuild(em, guild) {
    for (const entity of [FormDraft, AnswerChange, AnswerSheet, AnswerMessage, Form] as const) {
      await em.nativeDelete(entity as typeof Form, { guild });
    }
  },

  async forgetUser(em, user) {
    await em.nativeDelete(FormDraft, { user });
    // Of answers that are not sent yet there are few: they live for some days.
    for (const { id, answers, typed } of await em.find(FormDraft, {})) {
      if (JSON.stringify([answers, typed]).includes(user)) {
        await em.nativeUpdate(
          FormDraft,
          { id },
          { answers: cleared(answers, user), typed: cleared(typed, user) },
        );
      }
    }
    const own = await em.find(
      Ticket,
      { creator: user, state: { $nin: [...activeStates] } },
      { fields: ['id'] },
    );
    const tickets = { ticket: { $in: own.map(({ id }) => id) } };
    await em.nativeDelete(AnswerChange, tickets);
    await em.nativeUpdate(AnswerSheet, tickets, { answers: {}, steps: [], people: null });
    for (const { ticket, answers, people } of await em.find(AnswerSheet, {
      people: { $like: `% ${user} %` },
    })) {
      const others = people!.replace(` ${user} `, ' ').trim();
      await em.nativeUpdate(
        AnswerSheet,
        { ticket },
        { answers: cleared(answers, user), people: others ? ` ${others} ` : null },
      );
      for (const { id, before, after } of await em.find(AnswerChange, { ticket })) {
        const change = { before: without(before, user, nobody), after: without(after, user, nobody) };
        await em.nativeUpdate(AnswerChange, { id }, change);
      }
    }
    await em.nativeUpdate(AnswerChange, { by: user }, { by: forgotten });
  },

  async exportUser(em, user) {
    const drafts = await em.find(FormDraft, { user });
    const own = await em.find(Ticket, { creator: user }, { fields: ['id'] });
    const sheets = await em.find(AnswerSheet, { ticket: { $in: own.map(({ id }) => id) } });
    const forms = await em.find(Form, { id: { $in: sheets.map(({ form }) => form) } });
    return {
      begun: drafts.map(({ ownerKey: _, ...row }) => ({ ...row })),
      answers: sheets.map((sheet) => ({
        ticket: sheet.ticket,
        answers: forms
          .filter(({ id }) => id === sheet.form)
          .flatMap((form) => answered({ sheet, form }))
          .map(({ question, answer }) => ({ question: question.label, answer: answer?.values ?? [] })),
      })),
      changed: (await em.find(AnswerChange, { by: user })).map((row) => ({ ...row })),
    };
  },
};

const cleared = (answers: Answers, user: string): Answers =>
  Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, without(answer, user, nobody)]));
