import { err, ok, type Result } from '@sapphire/framework';
import type { z } from 'zod';
import { formatDuration, parseDuration } from '../duration.ts';
import type { SettingKind } from '../settings.ts';
import type { Translate } from '../texts.ts';
import type { Field } from './field.ts';

/** Why a value cannot be taken. */
export interface Problem {
  readonly code:
    | 'too-short'
    | 'too-long'
    | 'too-small'
    | 'too-big'
    | 'too-many'
    | 'name-too-long'
    | 'no-number'
    | 'no-duration'
    | 'no-time-zone'
    | 'unfitting';
  readonly values: Readonly<Record<string, unknown>>;
}

/** A problem as people read it. */
export const problemText = ({ code, values }: Problem, t: Translate) =>
  t(`settings-screen.problems.${code}`, values);

/**
 * Reads what a person sent for a field: the text of a modal, or what was chosen in a select menu.
 * @returns the value as the settings keep it.
 */
export function readSubmission(field: Field, sent: string | readonly string[]): Result<unknown, Problem> {
  const value = readers[field.meta.kind](typeof sent === 'string' ? sent : (sent[0] ?? ''), sent);
  if (value === undefined) {
    return err({ code: unreadable[field.meta.kind] ?? 'unfitting', values: {} });
  }
  const read = field.schema.safeParse(value);
  return read.success ? ok(read.data) : err(problemOf(field, read.error.issues[0]!));
}

type Reader = (first: string, sent: string | readonly string[]) => unknown;

const idOrNone: Reader = (first) => first || null;
const ids: Reader = (_, sent) => (typeof sent === 'string' ? [sent] : [...sent]);

/** From what Discord sends to what the schema expects; undefined when it is not even of the kind. */
const readers: Record<SettingKind, Reader> = {
  text: (text) => text.trim(),
  number: (text) => (/^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined),
  duration: parseDuration,
  'time-zone': (text) => text.trim(),
  names: (text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  toggle: (text) => text === 'on',
  choice: (text) => text,
  channel: idOrNone,
  role: idOrNone,
  user: idOrNone,
  roles: ids,
  users: ids,
};

const unreadable: Partial<Record<SettingKind, Problem['code']>> = {
  number: 'no-number',
  duration: 'no-duration',
};

function problemOf({ meta }: Field, issue: z.core.$ZodIssue): Problem {
  if (issue.code === 'too_small') {
    const min = meta.kind === 'duration' ? formatDuration(Number(issue.minimum)) : issue.minimum;
    return { code: issue.origin === 'string' ? 'too-short' : 'too-small', values: { min } };
  }
  if (issue.code === 'too_big') {
    const max = meta.kind === 'duration' ? formatDuration(Number(issue.maximum)) : issue.maximum;
    const inList = issue.path.length > 0;
    const byOrigin: Record<string, Problem['code']> = {
      string: inList ? 'name-too-long' : 'too-long',
      array: 'too-many',
    };
    return { code: byOrigin[issue.origin] ?? 'too-big', values: { max } };
  }
  return { code: meta.kind === 'time-zone' ? 'no-time-zone' : 'unfitting', values: {} };
}
