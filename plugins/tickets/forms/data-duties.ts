import { changeSeen, forgotten } from '@guildhall/sdk';
import type { PartDuties } from '../data-duties.ts';
import { AnswerChange } from '../entities/answer-change.ts';
import { AnswerMessage } from '../entities/answer-message.ts';
import { AnswerSheet } from '../entities/answer-sheet.ts';
import { Form } from '../entities/form.ts';
import { FormDraft } from '../entities/form-draft.ts';
import { Ticket } from '../entities/ticket.ts';
import { without } from './people.ts';
import type { Answers } from './question.ts';

/** Stands in answers where a person was who asked to be forgotten. */
const nobody = '…';

/** What people answered goes with them; where others named them, their id does. */
export const formDuties: PartDuties = {
  async forgetGuild(em, guild) {
    for (const entity of [FormDraft, AnswerChange, AnswerSheet, AnswerMessage, Form] as const) {
      await em.nativeDelete(entity as typeof Form, { guild });
    }
  },

  async forgetUser(em, user, tickets) {
    await em.nativeDelete(FormDraft, { user });
    // Of answers that are not sent yet there are few: they live for some days.
    for (const draft of await em.find(FormDraft, {})) {
      const { answers, typed } = draft;
      if (JSON.stringify([answers, typed]).includes(user)) {
        const change = { answers: cleared(answers, user), typed: cleared(typed, user) };
        await changeSeen(em, FormDraft, draft, change);
      }
    }
    const own = { ticket: { $in: tickets.map(({ id }) => id) } };
    // The sheets before what was changed in them, as whoever changes them does it.
    for (const sheet of await em.find(AnswerSheet, own)) {
      await changeSeen(em, AnswerSheet, sheet, { answers: {}, steps: [], people: null });
    }
    await em.nativeDelete(AnswerChange, own);
    const naming = { people: { $like: `% ${user} %` } };
    for (const sheet of await em.find(AnswerSheet, naming)) {
      const { ticket, answers, people } = sheet;
      const others = people!.replace(` ${user} `, ' ').trim();
      const change = { answers: cleared(answers, user), people: others ? ` ${others} ` : null };
      await changeSeen(em, AnswerSheet, sheet, change);
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
          .flatMap(({ questions }) => questions)
          .flatMap(({ id, label }) => {
            const answer = sheet.answers[id];
            return answer ? [{ question: label, answer: answer.values }] : [];
          }),
      })),
      changed: (await em.find(AnswerChange, { by: user })).map((row) => ({ ...row })),
    };
  },
};

const cleared = (answers: Answers, user: string): Answers =>
  Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, without(answer, user, nobody)]));
