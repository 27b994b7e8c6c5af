import { dateTime, person, plain, type Translate } from '@guildhall/sdk';
import type { Happening } from '../entities/happening.ts';
import type { Deed } from '../ticket/changes.ts';
import { priorities } from '../ticket/priorities.ts';
import { ticketStates } from '../ticket/ticket-states.ts';
import { problemWords } from './problem.ts';
import { numberWords } from './words.ts';

/** What a line may take of what people wrote, in characters: of old and new values, and of a reason. */
const longest = { value: 60, reason: 100 } as const;

/** A line of a ticket's record. */
export function recordLine(happening: Happening, number: number, t: Translate): string {
  return `${dateTime(happening.at)} · ${deedWords(happening, number, t)}`;
}

/** What was done to a ticket, in the words of the audit log: every action has some there. */
export function deedWords(
  { actor, action, from, to, reason }: Deed,
  number: number,
  t: Translate,
  mention: (id: string) => string = (id) => person(id, t),
  longestReason: number = longest.reason,
): string {
  const shownValue = (value: string | null | undefined) => {
    if (value === null || value === undefined || value === '') {
      return '-';
    }
    if (/^\d{17,20}$/.test(value) || value === 'forgotten') {
      return mention(value);
    }
    if ((ticketStates as readonly string[]).includes(value)) {
      return t(`states.${value}`);
    }
    return (priorities as readonly string[]).includes(value)
      ? t(`priorities.${value}`)
      : plain(value, longest.value);
  };
  const values = { target: `\`${numberWords(number)}\``, from: shownValue(from), to: shownValue(to) };
  const isProblem = action === 'blocked' || action === 'mended';
  const why = reason ? ` (${isProblem ? problemWords(reason, t) : plain(reason, longestReason)})` : '';
  // A ticket arrived somewhere: that says more than from where.
  const what = action === 'state' && to ? `state-${to}` : action;
  return `${person(actor, t)} ${t(`audit.${what}`, values)}${why}`;
}
