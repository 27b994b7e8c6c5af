import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HostJob } from '../job-table.ts';
import { Leases } from '../leases.ts';
import { type World, world } from './world.ts';

const leaseMs = 1_000;
const second = 1_000;

/** What the jobs' table promises, beside the table itself. A job is known by its number. */
class Model {
  readonly #shared: World;
  readonly #processes: Leases[];
  /** What each process runs. */
  readonly #held = [new Map<number, Held>(), new Map<number, Held>()];
  readonly #keys = new Map<number, string | undefined>();
  readonly #waiting = new Map<string, number>();
  readonly #cancelled = new Set<number>();
  /** Taken back, or replaced by a newer one of their key: they must not be taken any more. */
  readonly #gone = new Set<number>();
  readonly #done: number[] = [];
  /** Ran in a process that died, and nobody has taken them since. */
  readonly #orphans = new Set<number>();

  constructor(shared: World) {
    this.#shared = shared;
    this.#processes = [0, 1].map(
      (process) =>
        new Leases({
          em: () => shared.em(process),
          owner: `${process}`,
          clock: shared.clock,
          realTime: shared.realTime,
          leaseMs,
        }),
    );
  }

  async add(key: string | undefined, delay: number): Promise<void> {
    const n = this.#keys.size;
    this.#keys.set(n, key);
    if (key !== undefined) {
      this.#leave(key);
      this.#waiting.set(key, n);
    }
    const runAt = new Date(this.#shared.clock.now().getTime() + delay * second);
    await this.#shared.add('job', { n }, key === undefined ? { runAt } : { runAt, key });
  }

  async cancel(key: string): Promise<void> {
    this.#leave(key);
    for (const n of [...this.#held.flatMap((held) => [...held.keys()]), ...this.#orphans]) {
      if (this.#keys.get(n) === key) {
        this.#cancelled.add(n);
      }
    }
    await this.#shared.em().transactional((em) => this.#shared.jobs().cancel(em, key));
  }

  async take(process: number, count: number): Promise<void> {
    const held = this.#held[process]!;
    const rows = [...held.values()].map(({ row }) => row);
    for (const taken of await this.#processes[process]!.take(count, rows)) {
      const n = taken.row.payload.n as number;
      const key = this.#keys.get(n);
      expect(taken.row.runAt <= this.#shared.clock.now(), `${n} is taken before its time`).toBe(true);
      expect(this.#gone.has(n), `${n} is taken, but was taken back or replaced`).toBe(false);
      expect(this.#runs(n), `${n} is run twice at once`).toBe(false);
      expect(key !== undefined && this.#busy(key), `two of the key ${key} run at once`).toBe(false);
      if (key !== undefined && this.#waiting.get(key) === n) {
        this.#waiting.delete(key);
      }
      expect(taken.orphaned).toBe(this.#orphans.delete(n));
      held.set(n, taken);
    }
  }

  async end(process: number, pick: number, how: 'done' | 'ready' | 'waiting'): Promise<void> {
    const held = this.#held[process]!;
    const [n, taken] = [...held][pick % Math.max(1, held.size)] ?? [];
    if (n === undefined || !taken) {
      return;
    }
    held.delete(n);
    const leases = this.#processes[process]!;
    if (how === 'done') {
      this.#done.push(n);
      await leases.finish(taken.row);
      return;
    }
    const key = this.#keys.get(n);
    if (this.#cancelled.has(n) || (key !== undefined && this.#waiting.has(key))) {
      this.#gone.add(n);
    } else if (key !== undefined) {
      this.#waiting.set(key, n);
    }
    const { row } = taken;
    const runAt = new Date(this.#shared.clock.now().getTime() + second);
    await leases.putBack(row, { state: how, runAt, attempts: row.attempts, lastError: null });
  }

  /** The process is gone with all it ran; the other one goes on. */
  async die(process: number): Promise<void> {
    for (const n of this.#held[process]!.keys()) {
      this.#orphans.add(n);
    }
    this.#held[process]!.clear();
    const other = 1 - process;
    this.#shared.realTime.move(leaseMs - 1);
    await this.#processes[other]!.renew([...this.#held[other]!.values()].map(({ row }) => row));
    this.#shared.realTime.move(1);
  }

  /** Lets everything end well, and checks that nothing was lost and nothing was done twice. */
  async drain(): Promise<void> {
    for (let round = 0; (await this.#shared.em().count(HostJob)) > 0; round += 1) {
      expect(round, 'rounds until nothing is left to do').toBeLessThan(100);
      this.#shared.clock.move(10 * second);
      for (const process of [0, 1]) {
        await this.take(process, 5);
        while (this.#held[process]!.size > 0) {
          await this.end(process, 0, 'done');
        }
      }
    }
    for (const n of this.#keys.keys()) {
      const times = this.#done.filter((one) => one === n).length;
      expect(times, `${n} was done`).toBe(this.#gone.has(n) ? 0 : 1);
    }
  }

  #leave(key: string): void {
    const n = this.#waiting.get(key);
    if (n !== undefined) {
      this.#gone.add(n);
      this.#waiting.delete(key);
    }
  }

  #runs(n: number): boolean {
    return this.#held.some((held) => held.has(n));
  }

  #busy(key: string): boolean {
    return this.#held.some((held) => [...held.keys()].some((n) => this.#keys.get(n) === key));
  }
}

type Held = Awaited<ReturnType<Leases['take']>>[number];
type Step = (model: Model, shared: World) => unknown;

const processes = fc.nat(1);
const keys = fc.constantFrom('a', 'b');
const named = (label: string, step: Step) => Object.assign(step, { [fc.toStringMethod]: () => label });

const steps = fc.oneof(
  fc
    .tuple(fc.option(keys, { nil: undefined }), fc.nat(3))
    .map(([key, delay]) => named(`add ${key} in ${delay} s`, (model) => model.add(key, delay))),
  keys.map((key) => named(`cancel ${key}`, (model) => model.cancel(key))),
  fc
    .tuple(processes, fc.integer({ min: 1, max: 3 }))
    .map(([process, count]) => named(`${process} takes ${count}`, (model) => model.take(process, count))),
  fc
    .tuple(processes, fc.nat(3), fc.constantFrom('done' as const, 'ready' as const, 'waiting' as const))
    .map(([process, pick, how]) =>
      named(`${process} ends ${pick}: ${how}`, (model) => model.end(process, pick, how)),
    ),
  fc.nat(3).map((seconds) => named(`${seconds} s pass`, (_, shared) => shared.clock.move(seconds * second))),
  processes.map((process) => named(`${process} dies`, (model) => model.die(process))),
);

test('whatever happens, no job is lost, done twice, run beside its key or run after it was taken back', async ({
  skip,
}) => {
  await using shared = await world('SQLite in memory', skip);
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 30, maxLength: 60 }), async (plan) => {
      await shared.em().nativeDelete(HostJob, {});
      const model = new Model(shared);
      for (const step of plan) {
        await step(model, shared);
      }
      await model.drain();
    }),
    { numRuns: 100 },
  );
}, 60_000);
