import type { Answered, Stage } from '../stage.ts';

/** One request and the outcome that Discord documents for it. */
export interface Rule {
  /** A sentence: what is sent, and what Discord says. */
  readonly name: string;
  /** What the bot may do in the guild; everything (`Administrator`) by default. */
  readonly permissions?: bigint;
  /** Sends the request, after whatever must be there first, and gives back its answer. */
  readonly when: (stage: Stage) => Promise<Answered>;
  /** HTTP status and, for a refusal, Discord's code. */
  readonly status: number;
  readonly code?: number;
  /** For 50035: the field as a dotted path with its error code, like `embeds.0.title BASE_TYPE_BAD_LENGTH`. */
  readonly field?: string;
  /** More that the answer must hold: compared with `toMatchObject`. */
  readonly body?: unknown;
}
