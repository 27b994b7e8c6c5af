import { seconds } from '../stage/feature-stage.ts';
import type { DatabaseKind } from '../stage/stage-database.ts';
import { type FaultKind, goneKinds } from './fault-kinds.ts';
import type { Subject } from './subject.ts';
import { type CleanRun, type Outcome, type Trial, Trials, trialText } from './trials.ts';

/** Servers for each subject: what does not find room in them waits for the next round. */
const usualLanes = 48;

/** How often a trial is made again whose call did not come: the bot does not always need the same ones. */
const attempts = 5;

/** How long the bot waits for an answer where it is to go on without one, in real ms. */
const hasty = seconds(3);

/** The same where it is killed while it waits. */
const patient = seconds(60);

/** Calls that hang while the bot still has hands for others: it does fifty jobs side by side. */
const hangTogether = 40;

/** Every kind of fault at every call. */
export function atEachCall(clean: readonly CleanRun[], kinds: Readonly<Record<string, FaultKind>>): Trial[] {
  return clean.flatMap((run) =>
    run.calls.flatMap((call) =>
      Object.entries(kinds).map(([what, fault]) => ({ clean: run, call, what, fault })),
    ),
  );
}

/** One kind of fault at every call, another one at the next. @param seed which kind the first call meets. */
export function oneAtEachCall(
  clean: readonly CleanRun[],
  kinds: Readonly<Record<string, FaultKind>>,
  seed: number,
): Trial[] {
  const entries = Object.entries(kinds);
  const calls = clean.flatMap((run) => run.calls.map((call) => ({ clean: run, call })));
  return calls.map((one, index) => {
    const [what, fault] = entries[(seed + index) % entries.length]!;
    return { ...one, what, fault };
  });
}

/** What a call is about is gone, at every call that is about something that can go. */
export function whereThingsGo(clean: readonly CleanRun[]): Trial[] {
  return clean.flatMap((run) =>
    run.calls.flatMap((call) =>
      call.targets.map((target) => ({
        clean: run,
        call,
        what: `the ${target} is gone`,
        fault: goneKinds[target],
      })),
    ),
  );
}

/** What a test expects: how many points were tried, and what did not become right there. */
export interface Verdict {
  readonly tried: number;
  /** Points whose call never came. */
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

export interface FaultRunOptions {
  /** SQLite by default. */
  readonly database?: DatabaseKind;
  /** Servers for each subject; each operation is recorded in three of its own. */
  readonly lanes?: number;
  /** How long the bot waits for an answer, in real ms, where the same bot is both to go on without one and to be killed. */
  readonly patience?: number;
}

/**
 * Finds the calls of features by recording them, and tries what can go wrong at each.
 *
 * ```ts
 * const run = await FaultRun.start([subject]);
 * const points = atEachCall(run.clean, faultKinds);
 * expect(await run.strike(points)).toEqual({ tried: points.length, missed: [], wrong: [] });
 * ```
 */
export class FaultRun {
  /** The operations of all subjects as they go with nothing wrong. */
  readonly clean: readonly CleanRun[];
  readonly #trials: Trials;
  readonly #others: (() => Promise<Trials>) | undefined;

  private constructor(
    clean: readonly CleanRun[],
    trials: Trials,
    others: (() => Promise<Trials>) | undefined,
  ) {
    this.clean = clean;
    this.#trials = trials;
    this.#others = others;
  }

  static async start(
    subjects: readonly Subject[],
    { database = 'sqlite', lanes = usualLanes, patience }: FaultRunOptions = {},
  ): Promise<FaultRun> {
    const trials = await Trials.start(subjects, lanes, patience ?? hasty, database);
    const others = () => Trials.start(subjects, lanes, patient, database);
    try {
      return new FaultRun(await trials.record(), trials, patience ? undefined : others);
    } catch (error) {
      await trials.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#trials.stop();
  }

  /** Lets each trial's fault strike once. */
  strike(points: readonly Trial[]): Promise<Verdict> {
    return untilTried(points, 'something went wrong', (left) => this.#trials.tryAll(left));
  }

  /** Kills the process while each trial's call hangs. */
  async kill(points: readonly Trial[]): Promise<Verdict> {
    const others = await this.#others?.();
    const trials = others ?? this.#trials;
    try {
      return await untilTried(points, 'the process was killed', (left) => trials.killAll(left, hangTogether));
    } finally {
      await others?.stop();
    }
  }
}

async function untilTried(
  points: readonly Trial[],
  what: string,
  tryAll: (left: readonly Trial[]) => Promise<Outcome>,
): Promise<Verdict> {
  const wrong: string[] = [];
  let left = points;
  for (let attempt = 0; left.length > 0 && attempt < attempts; attempt += 1) {
    const outcome = await tryAll(left);
    wrong.push(...outcome.wrong);
    left = outcome.missed;
  }
  const subjects = new Set(points.map(({ clean }) => clean.subject.name));
  const calls = new Set(
    points.map(({ clean, call }) => JSON.stringify([clean.subject.name, clean.operation, call])),
  );
  const tried = points.length - left.length;
  console.log(`${[...subjects].join(', ')}: ${what} at ${tried} points, in ${calls.size} calls.`);
  return { tried, missed: left.map(trialText), wrong };
}
