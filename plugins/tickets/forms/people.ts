import type { Answer, AnswerFile, Answers } from './question.ts';

/** The id of a user, a role or a channel. */
const ids = /\d{17,20}/g;

/**
 * All ids that stand in answers, between blanks, so that a person who is to be forgotten is found without reading all
 * answers. @param before what stood in earlier ones: old versions are kept.
 */
export function peopleIn(answers: Answers, before: string | null): string | null {
  const found = Object.values(answers).flatMap(({ values }) =>
    values.flatMap((value) => value.match(ids) ?? []),
  );
  const all = new Set([...(before ?? '').split(' ').filter(Boolean), ...found]);
  return all.size > 0 ? ` ${[...all].join(' ')} ` : null;
}

/** An answer without a person. */
export function without({ values, files }: Answer, person: string, word: string): Answer {
  const changed = values.map((value) => value.replaceAll(person, word));
  return files ? { values: changed, files: files as readonly AnswerFile[] } : { values: changed };
}
