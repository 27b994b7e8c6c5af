/** What may keep Discord from being as the row of a ticket says, though trying again at once would not help. */
export const problemCodes = [
  /** The bot lacks a permission, in a channel or category, or in the whole server. */
  'permission',
  /** Discord does not let the bot, and none of the permissions that it takes is missing. */
  'forbidden',
  /** Discord says that the bot asks for something that cannot be. */
  'refused',
  /** The category is full, and no other could be made beside it. */
  'category-full',
  /** The server has all the channels that it can have, and no channel suits a private thread. */
  'guild-full',
  /** There is no text channel for the threads of the type. */
  'no-thread-place',
  /** All threads of the server that may be active are. */
  'threads-full',
  /** Whoever opened the ticket does not see the channel that its thread is in. */
  'hidden',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** Why Discord is not as the row says. */
export interface Problem {
  readonly code: ProblemCode;
  /** As Discord calls it, such as `ManageChannels`. */
  readonly permission?: string | undefined;
  /** The id of the channel or category that it is about; none: the whole server. */
  readonly place?: string | undefined;
  /** What Discord has against it, in its words. */
  readonly detail?: string | undefined;
}

/** Characters of a problem in a row. */
const textLimit = 80;

/** A problem as the row of a ticket keeps it, up to 80 characters. */
export function problemText({ code, permission = '', place = '', detail = '' }: Problem): string {
  return [code, permission, place, detail.replaceAll(':', ' ')]
    .join(':')
    .slice(0, textLimit)
    .replace(/:+$/, '');
}

/** The problem that a row keeps. */
export function readProblem(text: string): Problem {
  const [code, permission, place, detail] = text.split(':');
  return {
    code: code as ProblemCode,
    permission: permission || undefined,
    place: place || undefined,
    detail: detail || undefined,
  };
}

/** What the row of a ticket keeps that waits for a thread because too many are active. */
export const threadsFull = problemText({ code: 'threads-full' });
