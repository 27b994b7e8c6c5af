import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import SqliteDatabase from 'better-sqlite3';
import { mayWrite, minutes, seconds } from '../stage/feature-stage.ts';
import { type Stage, startStage } from '../stage/stage.ts';
import { type Call, callText, isOf, recordCalls } from './call.ts';
import { type FaultKind, faultFor } from './fault-kinds.ts';
import { Lane, type Row } from './lane.ts';
import { lookAt } from './look.ts';
import { type Operation, type OperationName, operations } from './operations.ts';

/** How an operation goes when nothing is wrong. */
export interface CleanRun {
  readonly calls: readonly Call[];
  readonly before: object;
  readonly after: object;
}

/** Whether tickets are channels or private threads. */
export type Mode = 'channel' | 'thread';

/** One fault at one call of one operation. */
export interface Trial {
  readonly operation: OperationName;
  readonly call: Call;
  /** For people: what goes wrong. */
  readonly what: string;
  readonly fault: FaultKind;
}

/** A trial under way in a lane. */
interface Point {
  readonly trial: Trial;
  readonly lane: Lane;
  readonly operation: Operation;
  /** Set when the fault has struck: whether the operation was written down by then. */
  struck?: { readonly written: boolean };
}

/** What the bot does later than this after an operation has nothing to do with it, in ms. */
const horizon = minutes(15);

/** The bot in many servers at once, where each thing can go wrong at each call. */
export class Trials {
  readonly stage: Stage;
  readonly #lanes: readonly Lane[];
  readonly #database: SqliteDatabase.Database;
  readonly #clean = new Map<OperationName, CleanRun>();
  #lastRequest = 0;

  private constructor(stage: Stage, servers: number) {
    this.stage = stage;
    this.#database = new SqliteDatabase(stage.database.url.slice('sqlite:'.length), { readonly: true });
    const row = this.#database.prepare<[string, string], Row>(
      'select * from tickets__ticket where guild = ? and creator = ? order by number desc limit 1',
    );
    this.#lanes = Array.from(
      { length: servers },
      (_, index) =>
        new Lane(stage.guild(serverName(index)), ({ guild, creator }) => row.get(guild.id, creator.id)),
    );
    stage.sandbox.faults.add({
      kind: 'rest',
      route: '*',
      delay: 1,
      only: () => {
        this.#lastRequest = performance.now();
        return false;
      },
    });
  }

  /** @param mode whether the tickets are channels or private threads. */
  static async start(servers: number, mode: Mode): Promise<Trials> {
    const impatient = new URL('impatient.ts', import.meta.url).href;
    const stage = await startStage({
      plugins: ['tickets'],
      timeout: seconds(60),
      command: [process.execPath, '--import', impatient, 'src/main.ts'],
      discord: { rateLimits: false },
      before: async (stage) => {
        await stage.writeConfig('default.json', { features: { tickets: true }, settings: {} });
        for (let index = 0; index < servers; index += 1) {
          stage
            .guild(serverName(index), {
              owner: `owner${index}`,
              permissions: [
                ...mayWrite,
                'ManageChannels',
                'ManageRoles',
                'CreatePrivateThreads',
                'ManageThreads',
              ],
              channels: ['general', { name: 'Open', type: 'category' }, { name: 'Closed', type: 'category' }],
            })
            .createRole('Support');
        }
      },
    });
    const trials = new Trials(stage, servers);
    await Promise.all(trials.#lanes.map((lane) => addTypes(lane, mode)));
    return trials;
  }

  async stop(): Promise<void> {
    this.#database.close();
    await this.stage.stop();
  }

  /** Does an operation with nothing wrong. @returns its calls, and what there is before and after it. */
  async record(name: OperationName): Promise<CleanRun> {
    const lane = this.#lanes[0]!;
    await this.#prepare([[lane, operations[name]]]);
    const before = lookAt(lane, this.#database);
    const calls = recordCalls(lane, this.stage.sandbox);
    await operations[name].act(lane);
    await this.#quiet();
    const clean = { calls: calls(), before, after: lookAt(lane, this.#database) };
    this.#clean.set(name, clean);
    return clean;
  }

  /**
   * Tries faults, in as many servers at once as there are.
   * @param kill whether the process is killed once all of them have struck.
   * @returns what did not become right, in words; empty when all did.
   */
  async run(trials: readonly Trial[], kill = false): Promise<string[]> {
    const wrong: string[] = [];
    for (let first = 0; first < trials.length; first += this.#lanes.length) {
      const points = trials.slice(first, first + this.#lanes.length).map(
        (trial, index): Point => ({
          trial,
          lane: this.#lanes[index]!,
          operation: operations[trial.operation],
        }),
      );
      wrong.push(...(await this.#together(points, kill)));
    }
    return wrong;
  }

  async #together(points: readonly Point[], kill: boolean): Promise<string[]> {
    const { bot, sandbox } = this.stage;
    await this.#prepare(points.map(({ lane, operation }) => [lane, operation]));
    const faults = points.map((point) => this.#arm(point));
    const acts = points.map(({ operation, lane }) => operation.act(lane).catch(() => {}));
    await this.#strike(points, Promise.all(acts));
    if (kill) {
      await bot.kill9();
    }
    for (const fault of faults) {
      sandbox.faults.remove(fault);
    }
    if (kill) {
      await bot.start({ timeout: seconds(60) });
    }
    await this.#quiet();
    await this.#advance(minutes(11));
    await this.#quiet();
    return points.flatMap((point) => this.#judge(point));
  }

  /** Brings tickets as far as their operations need them. */
  async #prepare(lanes: readonly (readonly [Lane, Operation])[]): Promise<void> {
    const each = async (work: (lane: Lane) => Promise<unknown>, ...from: Operation['from'][]) =>
      Promise.all(lanes.filter(([, operation]) => from.includes(operation.from)).map(([lane]) => work(lane)));
    for (const [lane] of lanes) {
      lane.begin();
    }
    await each(
      async (lane) => {
        // Who hears of it when is not looked at here.
        void operations.open.act(lane).catch(() => {});
        await until(() => lane.row?.state === 'open' && lane.control !== undefined, describe(lane));
      },
      'open',
      'closed',
    );
    await each(async (lane) => {
      void lane.slash('/ticket close', { reason: 'solved' }).catch(() => {});
      await until(() => lane.row?.state === 'closed', describe(lane));
    }, 'closed');
    await this.#quiet();
  }

  /** Lets a fault wait for its call. @returns its id. */
  #arm(point: Point): string {
    const { trial, lane } = point;
    const { sandbox } = this.stage;
    const { method, route, turn } = trial.call;
    const written = this.#database.prepare<[string, string], { count: number }>(
      'select count(*) as count from tickets__happening where ticket = ? and action = ?',
    );
    const times = () => written.get(lane.row?.id ?? '', point.operation.action)!.count;
    const before = times();
    let turns = 0;
    return sandbox.faults.add({
      kind: 'rest',
      method,
      route,
      ...faultFor(route, trial.fault),
      times: 1,
      only: (request) => {
        if (!isOf(lane, sandbox, request) || turns++ !== turn) {
          return false;
        }
        point.struck = { written: times() > before };
        return true;
      },
    });
  }

  /** Waits until all faults have struck. What comes to pass later by itself comes to pass. */
  async #strike(points: readonly Point[], acts: Promise<unknown>): Promise<void> {
    const late = performance.now() + seconds(40);
    await Promise.race([acts, sleep(seconds(4))]);
    while (points.some(({ struck }) => !struck) && performance.now() < late) {
      await sleep(100);
      if (performance.now() - this.#lastRequest > seconds(1)) {
        await this.#advance(Math.max(1, (this.#nextJob() ?? 0) - this.stage.clock.now() + 1));
        this.#lastRequest = performance.now();
      }
    }
  }

  #judge({ trial, lane, struck }: Point): string[] {
    const { operation, call, what } = trial;
    const name = `${operation}, ${callText(call)}, ${what}`;
    if (!struck) {
      return [`${name}: there was no such call`];
    }
    const { before, after } = this.#clean.get(operation)!;
    const look = lookAt(lane, this.#database);
    const right = struck.written ? [after] : [after, before];
    if (right.some((wanted) => isDeepStrictEqual(look, wanted))) {
      return [];
    }
    return [`${name}: expected\n${JSON.stringify(after)}\nand there is\n${JSON.stringify(look)}`];
  }

  /** Lets everything that is to be done be done, also what is to be done in a few minutes. */
  async #quiet(): Promise<void> {
    const until = this.stage.clock.now() + horizon;
    for (;;) {
      await this.#idle();
      const next = this.#nextJob();
      if (next === undefined || next > until) {
        return;
      }
      await this.#advance(Math.max(1, next - this.stage.clock.now() + 1));
    }
  }

  /** Waits until no job is due and nothing was asked of Discord for a moment. */
  async #idle(): Promise<void> {
    const due = this.#database.prepare<[number, number], { count: number }>(
      `select (select count(*) from host__job where plugin = 'tickets'
          and (state = 'running' or (state = 'ready' and run_at <= ?)))
        + (select count(*) from host__schedule where plugin = 'tickets' and next_run_at <= ?) as count`,
    );
    const overdue = () => due.get(this.stage.clock.now(), this.stage.clock.now())!.count;
    await until(
      () => performance.now() - this.#lastRequest > 150 && overdue() === 0,
      () => 'The bot does not come to rest.',
    );
  }

  #nextJob(): number | undefined {
    const { next } = this.#database
      .prepare<[], { next: number | null }>(
        `select min(run_at) as next from host__job where plugin = 'tickets' and state = 'ready'`,
      )
      .get()!;
    return next ?? undefined;
  }

  async #advance(ms: number): Promise<void> {
    const { clock, bot } = this.stage;
    clock.advance(ms);
    const wanted = clock.now();
    await until(
      async () => Date.parse((await bot.status()).time) >= wanted,
      () => bot.describe(),
    );
  }
}

/** Looks again and again, not too often: each look reads the database. @throws Error that says what there is instead. */
async function until(condition: () => boolean | Promise<boolean>, instead: () => string): Promise<void> {
  const late = performance.now() + minutes(2);
  while (!(await Promise.resolve(condition()).catch(() => false))) {
    if (performance.now() > late) {
      throw new Error(`Waited in vain.\n${instead()}`);
    }
    await sleep(50);
  }
}

const describe = (lane: Lane) => () => `${JSON.stringify(lane.row)}\n${lane.sam.describe()}`;

const serverName = (index: number) => `server${index}`;

/** Two types, so that a ticket can become one of the other. */
async function addTypes({ guild }: Lane, mode: Mode): Promise<void> {
  const { owner } = guild;
  await owner.until(() => owner.commands().includes('/ticket-types'), { timeout: seconds(60) });
  const kind =
    mode === 'thread'
      ? { threads: guild.channel('general') }
      : { category: guild.channel('Open'), 'closed-category': guild.channel('Closed') };
  for (const template of ['Support', 'Other']) {
    await owner.slash('/ticket-types', { template, staff: guild.role('Support'), ...kind });
  }
}
