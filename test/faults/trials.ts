import { isDeepStrictEqual } from 'node:util';
import { minutes, seconds } from '../stage/feature-stage.ts';
import type { DatabaseKind } from '../stage/stage-database.ts';
import type { FaultKind } from './fault-kinds.ts';
import { FaultStage } from './fault-stage.ts';
import type { Lane } from './lane.ts';
import type { Subject } from './subject.ts';
import { type Call, callText, type HeardCall, sameCall } from './traffic.ts';

/** How an operation goes when nothing is wrong. */
export interface CleanRun {
  readonly subject: Subject;
  readonly operation: string;
  readonly calls: readonly HeardCall[];
  readonly before: object;
  readonly after: object;
}

/** One thing that goes wrong at one call of an operation. */
export interface Trial {
  readonly clean: CleanRun;
  readonly call: Call;
  /** For people: what goes wrong. */
  readonly what: string;
  readonly fault: FaultKind;
}

export const trialText = ({ clean, call, what }: Trial) =>
  `${clean.subject.name}, ${clean.operation}, ${callText(call)}: ${what}`;

/** A trial under way in a lane. */
interface Point {
  readonly trial: Trial;
  readonly lane: Lane;
  /** Set when it has struck: whether the operation was written down by then. */
  struck?: { readonly written: boolean | Promise<boolean> };
  /** Whether the lane was not as far as the operation needs it. */
  unprepared?: boolean;
}

/** An operation in a lane. */
interface Run {
  readonly subject: Subject;
  readonly operation: string;
  readonly lane: Lane;
}

/** What came of trials. */
export interface Outcome {
  /** Those whose call came, so that something went wrong. */
  readonly tried: readonly Trial[];
  /** Those whose call did not come: the bot does not always need the same. */
  readonly missed: readonly Trial[];
  /** What did not become right, in words. */
  readonly wrong: readonly string[];
}

/** The longest time that people wait for an answer, in ms of the clock. */
const answerTime = seconds(4);

/** How long the bot may be silent before it answers somebody, in real ms. */
const slow = seconds(2);

/** How often the clock is moved on for a call that does not come at once. */
const waits = 8;

/** In how many lanes each operation is recorded. */
const recordings = 3;

/** The operations of a subject with which something goes wrong. */
const triedOperations = ({ operations }: Subject): string[] =>
  Object.keys(operations).filter((name) => !operations[name]!.prepares);

/** How many servers it takes to record the operations of a subject. */
export const lanesToRecord = (subject: Subject): number => triedOperations(subject).length * recordings;

/** Servers of one subject each, in which trials are made side by side. */
export class Trials {
  readonly faults: FaultStage;
  readonly #free = new Map<Subject, Lane[]>();

  private constructor(faults: FaultStage) {
    this.faults = faults;
  }

  /**
   * @param lanes how many servers there are for each subject.
   * @param patience how long the bot waits for an answer of Discord, in real ms.
   */
  static async start(
    subjects: readonly Subject[],
    lanes: number,
    patience: number,
    database: DatabaseKind,
  ): Promise<Trials> {
    const servers = subjects.flatMap((subject) =>
      Array.from({ length: lanes }, (_, index) => ({ subject, name: `${subject.name} ${index}` })),
    );
    const faults = await FaultStage.start({
      plugins: [...new Set(subjects.map(({ plugin }) => plugin))],
      servers: Object.fromEntries(
        servers.map(({ name, subject: { plugin, server, settings } }) => [
          name,
          { server, settings: (guild) => ({ [plugin]: settings?.(guild) ?? {} }) },
        ]),
      ),
      patience,
      database,
    });
    const trials = new Trials(faults);
    await faults.silence();
    await Promise.all(
      servers.map(async ({ subject, name }) => {
        const lane = subject.lane(faults.guild(name), faults);
        await subject.furnish(lane);
        trials.#free.set(subject, [...(trials.#free.get(subject) ?? []), lane]);
      }),
    );
    await faults.settle();
    return trials;
  }

  async stop(): Promise<void> {
    await this.faults.stop();
  }

  /** Does all operations of the subjects, with nothing wrong, in several lanes each. */
  async record(): Promise<CleanRun[]> {
    const cleans = [...this.#free].flatMap(([subject, lanes]) =>
      triedOperations(subject).map((operation, index) => ({
        subject,
        operation,
        lanes: lanes.slice(index * recordings, (index + 1) * recordings),
      })),
    );
    const runs = cleans.flatMap(({ subject, operation, lanes }) =>
      lanes.map((lane) => ({ subject, operation, lane })),
    );
    await this.#prepare(runs);
    const looks = await Promise.all(cleans.map(({ subject, lanes }) => subject.look(lanes[0]!)));
    await this.#act(runs);
    await this.faults.settle();
    const wrong = await flatMap(runs, async ({ subject, operation, lane }) =>
      (await subject.wrong(lane)).map((what) => `${subject.name}, ${operation}: ${what}`),
    );
    if (wrong.length > 0) {
      throw new Error(`Without any fault:\n${wrong.join('\n')}`);
    }
    return Promise.all(
      cleans.map(async ({ subject, operation, lanes }, index) => ({
        subject,
        operation,
        calls: this.#alwaysHeard(lanes),
        before: looks[index]!,
        after: await subject.look(lanes[0]!),
      })),
    );
  }

  /** The calls that came in all of these lanes: changes close together may be one call, or two. */
  #alwaysHeard([first, ...others]: readonly Lane[]): HeardCall[] {
    const { traffic } = this.faults;
    return traffic
      .of(first!)
      .filter((call) => others.every((lane) => traffic.of(lane).some((other) => sameCall(other, call))));
  }

  /** Lets each trial's thing go wrong, all at once as far as there are lanes, and looks at what is there in the end. */
  async tryAll(trials: readonly Trial[]): Promise<Outcome> {
    return this.#inRounds(trials, async (points) => {
      const disarm = points.map((point) => this.#arm(point));
      await this.#act(points.map(runOf));
      await this.faults.settle();
      for (const each of disarm) {
        each();
      }
    });
  }

  /**
   * Kills the process at each trial's call: a few of them hang, then it is killed, and starts again.
   * @param together how many calls may hang at once: the bot does no more jobs than that side by side.
   */
  async killAll(trials: readonly Trial[], together: number): Promise<Outcome> {
    return this.#inRounds(trials, async (points) => {
      const acts: Promise<void>[] = [];
      for (const some of byHanging(points, together)) {
        const disarm = some.map((point) => this.#arm(point));
        acts.push(begin(some.map(runOf)));
        await this.#hang(some);
        await this.faults.restart(() => {
          for (const each of disarm) {
            each();
          }
        });
      }
      // Whoever got no answer sees that none comes.
      await this.faults.pass(answerTime);
      await Promise.all(acts);
    });
  }

  async #inRounds(
    trials: readonly Trial[],
    round: (points: readonly Point[]) => Promise<void>,
  ): Promise<Outcome> {
    const points: Point[] = [];
    const wrong: string[] = [];
    for (let left = [...trials]; left.length > 0; ) {
      const now = this.#assign(left);
      await this.#prepare(now.map(runOf));
      for (const point of now) {
        point.unprepared = !(await isPrepared(point));
      }
      await round(now.filter(({ unprepared }) => !unprepared));
      await this.faults.settle();
      // What nobody was told of is found by whoever looks after it every ten minutes.
      await this.faults.pass(minutes(11));
      await this.faults.settle();
      wrong.push(
        ...(await flatMap(
          now.filter(({ unprepared }) => !unprepared),
          judge,
        )),
      );
      points.push(...now);
      left = left.filter((trial) => !now.some((point) => point.trial === trial));
    }
    return {
      tried: points.filter(({ struck }) => struck).map(({ trial }) => trial),
      missed: points.filter(({ struck }) => !struck).map(({ trial }) => trial),
      wrong,
    };
  }

  /** Gives as many trials as possible a lane each. */
  #assign(trials: readonly Trial[]): Point[] {
    const used = new Map<Subject, number>();
    return trials.flatMap((trial) => {
      const { subject } = trial.clean;
      const next = used.get(subject) ?? 0;
      const lane = this.#free.get(subject)?.[next];
      used.set(subject, next + 1);
      return lane ? [{ trial, lane }] : [];
    });
  }

  /** Brings lanes as far as their operations need them. */
  async #prepare(runs: readonly Run[]): Promise<void> {
    for (const { lane } of runs) {
      lane.begin();
    }
    const longest = Math.max(...runs.map(({ subject, operation }) => stepsTo(subject, operation).length));
    for (let step = 0; step < longest; step += 1) {
      await this.#act(
        runs.flatMap(({ subject, operation, lane }) => {
          const before = stepsTo(subject, operation)[step];
          return before ? [{ subject, operation: before, lane }] : [];
        }),
      );
      await this.faults.settle();
    }
    for (const { lane } of runs) {
      this.faults.traffic.begin(lane);
    }
  }

  /** Lets people do it, and waits until each has seen an answer, or that none comes. */
  async #act(runs: readonly Run[]): Promise<void> {
    let over = false;
    const acts = begin(runs).then(() => {
      over = true;
    });
    await this.faults.rest();
    while (!over) {
      // Whoever is answered late is to see it: the bot may be slow, and the clock stands still.
      await Promise.race([acts, this.faults.silence(slow)]);
      if (!over) {
        await this.faults.pass(answerTime);
        await this.faults.rest();
      }
    }
  }

  /** Waits until all calls hang, and moves the clock on for those that come later. */
  async #hang(points: readonly Point[]): Promise<void> {
    for (let wait = 0; wait < waits; wait += 1) {
      await this.faults.silence();
      if (points.every(({ struck }) => struck)) {
        return;
      }
      await this.faults.silence(slow);
      await this.faults.pass(answerTime);
    }
  }

  #arm(point: Point): () => void {
    const { clean, call, fault } = point.trial;
    const operation = clean.subject.operations[clean.operation]!;
    return this.faults.traffic.spoil(point.lane, call, fault, () => {
      point.struck = { written: operation.written(point.lane) };
    });
  }
}

const runOf = ({ trial, lane }: Point): Run => ({
  subject: trial.clean.subject,
  operation: trial.clean.operation,
  lane,
});

/** @returns when all are over, well or not. */
async function begin(runs: readonly Run[]): Promise<void> {
  await Promise.allSettled(
    runs.map(async ({ subject, operation, lane }) => subject.operations[operation]!.act(lane)),
  );
}

/** The operations that come before one, in their order. */
function stepsTo(subject: Subject, operation: string): readonly string[] {
  return subject.operations[operation]!.after;
}

/** Answers to people are given as soon as they ask; everything else is asked of Discord in jobs. */
const isAnswer = ({ trial }: Point) => /^\/(interactions|webhooks)\//.test(trial.call.route);

/** What whoever makes transcripts reads: two are made at a time, the others wait for them. */
const isReading = ({ trial }: Point) =>
  trial.call.method === 'GET' && /\/(messages|threads\/.+)$/.test(trial.call.route);
const readAtOnce = 2;

/** Divides points so that no more than `together` calls of jobs are in one part, and no more readings than go on at once. */
function byHanging(points: readonly Point[], together: number): Point[][] {
  const answers = points.filter(isAnswer);
  const readings = points.filter(isReading);
  const jobs = points.filter((point) => !isAnswer(point) && !isReading(point));
  const parts = Math.max(
    1,
    Math.ceil(jobs.length / (together - readAtOnce)),
    Math.ceil(readings.length / readAtOnce),
  );
  const share = (all: readonly Point[], part: number) => all.filter((_, index) => index % parts === part);
  return Array.from({ length: parts }, (_, part) =>
    [answers, jobs, readings].flatMap((all) => share(all, part)),
  );
}

async function isPrepared({ trial, lane }: Point): Promise<boolean> {
  return isDeepStrictEqual(await trial.clean.subject.look(lane), trial.clean.before);
}

async function judge({ trial, lane, struck }: Point): Promise<string[]> {
  const { subject, before, after } = trial.clean;
  if (trial.fault.gone && struck) {
    return (await subject.wrong(lane)).map((what) => `${trialText(trial)}: ${what}`);
  }
  const look = await subject.look(lane);
  // Whoever was not answered because the process ended may have asked in vain, too.
  const right = (await struck?.written) ? [after] : [after, before];
  return right.some((wanted) => isDeepStrictEqual(look, wanted))
    ? []
    : [`${trialText(trial)}: expected\n${JSON.stringify(after)}\nand there is\n${JSON.stringify(look)}`];
}

async function flatMap<T, R>(all: readonly T[], work: (one: T) => Promise<readonly R[]>): Promise<R[]> {
  return (await Promise.all(all.map(work))).flat();
}
