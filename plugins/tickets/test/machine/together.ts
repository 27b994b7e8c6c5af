import { isDeepStrictEqual } from 'node:util';
import { automatic, Overtaken } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../../test/ground/plugin-ground.ts';
import { Happening } from '../../entities/happening.ts';
import type { Ticket } from '../../entities/ticket.ts';
import { type ActName, acts } from './acts.ts';
import { Fuse } from './fuse.ts';
import { forgetWaiting, modelLooks, realLooks } from './looks.ts';
import { type Attendant, Meeting } from './meeting.ts';
import type { Model, Real } from './model.ts';
import { type Command, indexIn } from './of-ticket.ts';
import { RoomSite } from './rooms.ts';
import { changesOf, settlingOf } from './settling.ts';

/** What somebody does to a ticket; or the job of it, which takes its next step. */
export interface Deed {
  readonly back: number;
  readonly name: ActName | 'the job';
  readonly by: string;
}

/** A deed, and which ticket it is about. */
interface Placed extends Deed {
  readonly index: number;
}

/** A model in which an order is tried. */
interface Trial {
  readonly model: Model;
  /** The deeds in it that were refused, and why. */
  readonly refused: Map<Placed, string>;
  /** The tickets that people have changed in it. */
  readonly changed: Set<number>;
}

/** A part of a deed that happens at once. */
type Part = (trial: Trial) => void;

/**
 * Several things at the same moment: what comes of them is what comes of them one after the other, in one order or
 * another. Each that was done is written down once, and none that was refused.
 */
export class Together implements Command {
  readonly deeds: readonly Deed[];

  constructor(deeds: readonly Deed[]) {
    this.deeds = deeds;
  }

  check({ tickets }: Readonly<Model>): boolean {
    return tickets.length > 0;
  }

  async run(model: Model, real: Real): Promise<void> {
    const deeds = this.deeds
      .map((deed): Placed => ({ ...deed, index: indexIn(model, deed.back) }))
      // The job of a ticket never runs twice at once.
      .filter(({ name, index }, at, all) => {
        const first = all.findIndex((one) => one.name === name && one.index === index);
        return name !== 'the job' || first === at;
      });
    const rows = await Promise.all(
      deeds.map(async ({ index }) => (await real.ground.tickets.find(real.guild, real.ids[index]!))!),
    );
    const meeting = new Meeting(real.ground, deeds.length);
    const attendants = deeds.map(() => meeting.join());
    const answers = await Promise.all(
      deeds.map((deed, at) =>
        done(deed, rows[at]!, attendants[at]!, real).finally(() => void attendants[at]!.arrive()),
      ),
    );
    const there = { answers, looks: await realLooks(real, model.minutes) };

    const possible = [...interleavings(deeds.map((deed) => partsIn(deed, model)))].map((order) =>
      tried(order, model),
    );
    const looks = possible.map(({ model, refused }) => ({
      answers: deeds.map((deed) => refused.get(deed)),
      looks: modelLooks(model),
    }));
    expect(looks).toContainEqual(there);
    const right = possible[looks.findIndex((one) => isDeepStrictEqual(one, there))]!;
    model.tickets.splice(0, model.tickets.length, ...right.model.tickets);
    forgetWaiting(model);

    const kept = deeds
      .filter((deed) => !right.refused.has(deed))
      .flatMap(({ name, by, index }) => (name === 'the job' ? [] : [`${by} ${acts[name].action} ${index}`]));
    const indexes = new Map(rows.map(({ number }, at) => [String(number), deeds[at]!.index]));
    const audit = attendants
      .flatMap((attendant) => attendant.audit)
      .filter(({ actor }) => actor !== automatic)
      .map(({ actor, action, target }) => `${actor} ${action} ${indexes.get(target!)}`);
    expect(audit.sort()).toEqual(kept.sort());
    expect((await recorded(real, rows, deeds)).sort()).toEqual(kept);
  }

  toString(): string {
    return `at the same moment: ${this.deeds.map(({ back, name, by }) => `${by} ${name} (${back})`).join(', ')}`;
  }
}

/** Does it. @returns the refusal. */
async function done(
  { name, by }: Deed,
  seen: Ticket,
  { parts, arrive }: Attendant,
  real: Real,
): Promise<string | undefined> {
  if (name !== 'the job') {
    return codeOf(await acts[name].does(parts, seen, by, real));
  }
  await arrive();
  // Whoever is overtaken looks again: that is the next step.
  await settlingOf(parts.tickets)
    .step(seen, new RoomSite(real.rooms, new Fuse()))
    .catch((error) => {
      if (!(error instanceof Overtaken)) {
        throw error;
      }
    });
  return undefined;
}

/** What a deed is for the model: people do theirs in one go, and the job one change after the other. */
function partsIn(deed: Placed, model: Model): Part[] {
  const { name, by, index } = deed;
  const seen = structuredClone(model.tickets[index]!);
  if (name !== 'the job') {
    return [
      ({ model, refused, changed }) => {
        const refusal = acts[name].expected(model.tickets[index]!, by, model, seen);
        if (refusal) {
          refused.set(deed, refusal);
        } else {
          changed.add(index);
        }
      },
    ];
  }
  return changesOf(seen).map(
    ({ of, to }): Part =>
      ({ model, changed }) => {
        // The row is no more as the job saw it: what was changed since stays.
        if (of === 'discord' || !changed.has(index)) {
          Object.assign(model.tickets[index]!, to);
        }
      },
  );
}

/** Does all that in a model of its own. */
function tried(order: readonly Part[], model: Model): Trial {
  const trial: Trial = { model: structuredClone(model), refused: new Map(), changed: new Set() };
  for (const part of order) {
    part(trial);
  }
  return trial;
}

/** Everything that lists can become in one, each in its order. */
function* interleavings<T>(lists: readonly (readonly T[])[]): Generator<T[]> {
  if (lists.every(({ length }) => length === 0)) {
    yield [];
  }
  for (const [at, [first, ...rest]] of lists.entries()) {
    if (first !== undefined) {
      for (const others of interleavings(lists.with(at, rest))) {
        yield [first, ...others];
      }
    }
  }
}

/** What the record says that people did to tickets since they were as in `rows`. */
async function recorded(
  { ground }: Real,
  rows: readonly Ticket[],
  deeds: readonly Placed[],
): Promise<string[]> {
  const since = new Map(rows.map((row, at) => [row.id, { row, index: deeds[at]!.index }]));
  const found = await Promise.all(
    [...since.values()].map(async ({ row: { id, version }, index }) => {
      const where = { ticket: id, version: { $gt: version }, actor: { $ne: automatic } };
      const happenings = await ground.context.database.read().find(Happening, where);
      return happenings.map(({ actor, action }) => `${actor} ${action} ${index}`);
    }),
  );
  return found.flat();
}
