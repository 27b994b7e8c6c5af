import type { ModalSubmitInteraction } from 'discord.js';
import type { Answer, Answers, Question } from '../forms/question.ts';

type Fields = ModalSubmitInteraction['fields'];

/** Those of the questions that a form that was sent has fields for. */
export const askedIn = ({ fields }: Fields, questions: readonly Question[]): Question[] =>
  questions.filter(({ id }) => fields.has(id));

/** What somebody filled into a form. @param before what they had sent already: files are not sent again. */
export function readStep({ fields }: Fields, questions: readonly Question[], before: Answers): Answers {
  const answers = questions.map(({ id, kind }): [string, Answer] => {
    // What a field holds depends on its kind: a text and a radio group have a value, all others have several.
    const field = fields.get(id) as {
      readonly value?: string | null;
      readonly values?: readonly string[];
      readonly attachments?: ReadonlyMap<string, { name: string; size: number; url: string }>;
    };
    if (kind !== 'file') {
      return [id, { values: field.values ?? (field.value ? [field.value] : []) }];
    }
    const sent = [...(field.attachments?.values() ?? [])];
    if (sent.length === 0) {
      return [id, before[id] ?? { values: [] }];
    }
    const files = sent.map(({ name, size, url }) => ({ name, size, url }));
    return [id, { values: files.map(({ name }) => name), files }];
  });
  return Object.fromEntries(answers);
}
