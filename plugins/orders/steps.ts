import { attempt, Refusal, type Result } from '@guildhall/sdk';
import { type EntityManager, LockMode } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Order, type OrderState } from './entities/order.ts';
import { Step, takenAway } from './entities/step.ts';

/** The steps that every guild begins with, in order. The first one is where orders begin. */
export const usualSteps = ['received', 'in-progress', 'waiting', 'ready'] as const;

/** The two ends of an order. They have names, and no place among the steps. */
export const ends = ['completed', 'cancelled'] as const satisfies readonly OrderState[];

export const stepNameLimit = 40;

/** Discord's menus hold 25 entries: the steps and the two ends. */
export const stepLimit = 23;

/** A step or an end, as a guild calls it. */
export interface NamedStep {
  readonly id: string;
  /** Undefined: the usual name, in the reader's language. */
  readonly name: string | undefined;
}

/** What orders go through in a guild. */
export interface StepList {
  /** In order. */
  readonly open: readonly NamedStep[];
  readonly ends: readonly NamedStep[];
  /** Taken away: no order is in them, and the history of some was. */
  readonly gone: readonly NamedStep[];
}

/** The steps of each guild: the usual ones, until it names or adds some. */
export class Steps {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  async of(guild: string): Promise<StepList> {
    return listOf(await this.#context.database.read().find(Step, { guild }));
  }

  /** As {@link of}, inside a transaction. They stay as they are until it ends. */
  async in(em: EntityManager, guild: string): Promise<StepList> {
    return listOf(await em.find(Step, { guild }, locked(LockMode.PESSIMISTIC_READ)));
  }

  /**
   * Adds a step after another one. @returns its id, or why not: `no-such-step`, `step-name-taken`, `too-many-steps`,
   * `step-name-length`.
   */
  async add(guild: string, name: string, after: string, by: string): Promise<Result<string, Refusal>> {
    return this.#change(guild, by, (list) => {
      const place = list.open.findIndex(({ id }) => id === after);
      if (place < 0) {
        throw new Refusal('no-such-step');
      }
      if (list.open.length >= stepLimit) {
        throw new Refusal('too-many-steps', { max: stepLimit });
      }
      const added = { id: this.#context.newId(), name: goodName(name, list) };
      const open = list.open.toSpliced(place + 1, 0, added);
      return { list: { ...list, open }, id: added.id, action: 'step.add', from: undefined, to: added.name };
    });
  }

  /**
   * Names a step or an end anew; an empty name brings a usual one back. @returns its id, or why not: `no-such-step`,
   * `step-name-taken`, `step-name-length`.
   */
  async rename(guild: string, id: string, name: string, by: string): Promise<Result<string, Refusal>> {
    return this.#change(guild, by, (list) => {
      const step = [...list.open, ...list.ends].find((one) => one.id === id);
      if (!step) {
        throw new Refusal('no-such-step');
      }
      const wanted = name.trim() === '' && isUsual(id) ? undefined : goodName(name, list, id);
      const named = (one: NamedStep) => (one.id === id ? { id, name: wanted } : one);
      return {
        list: { ...list, open: list.open.map(named), ends: list.ends.map(named) },
        id,
        action: 'step.rename',
        from: step.name ?? id,
        to: wanted ?? id,
      };
    });
  }

  /** Moves a step by one place. @returns its id, or why not: `no-such-step`, `step-at-edge`. */
  async move(guild: string, id: string, up: boolean, by: string): Promise<Result<string, Refusal>> {
    return this.#change(guild, by, (list) => {
      const from = list.open.findIndex((one) => one.id === id);
      const to = from + (up ? -1 : 1);
      if (from < 0) {
        throw new Refusal('no-such-step');
      }
      // Orders begin with the first step, so it stays where it is.
      if (from === 0 || to < 1 || to >= list.open.length) {
        throw new Refusal('step-at-edge');
      }
      const open = list.open.with(from, list.open[to]!).with(to, list.open[from]!);
      return { list: { ...list, open }, id, action: 'step.move', from, to };
    });
  }

  /**
   * Takes a step away that a guild had added. Orders in it, closed ones too, go back to the step before it.
   * @returns that step's id, or why not: `no-such-step`, `usual-step`.
   */
  async remove(guild: string, id: string, by: string): Promise<Result<string, Refusal>> {
    return this.#change(guild, by, async (list, em) => {
      const place = list.open.findIndex((one) => one.id === id);
      if (place < 0) {
        throw new Refusal('no-such-step');
      }
      if (isUsual(id)) {
        throw new Refusal('usual-step');
      }
      const before = list.open[place - 1]!.id;
      await em.nativeUpdate(Step, { guild, id }, { position: takenAway });
      await em.nativeUpdate(Order, { guild, step: id }, { step: before });
      const { name } = list.open[place]!;
      return {
        list: { ...list, open: list.open.toSpliced(place, 1) },
        id: before,
        action: 'step.remove',
        from: name,
        to: undefined,
      };
    });
  }

  async #change(guild: string, by: string, change: Change): Promise<Result<string, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      // What is not there cannot be locked, and of two who change the steps at once the second must see what the first did.
      await em.upsertMany(Step, rowsOf(guild, listOf([])), { onConflictAction: 'ignore' });
      const before = await em.find(Step, { guild }, locked(LockMode.PESSIMISTIC_WRITE));
      const { list, id, action, from, to } = await change(listOf(before), em);
      await em.upsertMany(Step, rowsOf(guild, list));
      await this.#context.audit.write(em, { guild, actor: by, action, target: id, from, to });
      await this.#context.jobs.add(em, 'refresh-guild', { guild }, { key: `guild:${guild}` });
      return id;
    });
  }
}

interface Changed {
  readonly list: StepList;
  readonly id: string;
  readonly action: string;
  readonly from: unknown;
  readonly to: unknown;
}

type Change = (list: StepList, em: EntityManager) => Changed | Promise<Changed>;

/** The step that follows `id`; undefined for the last one, and for one that is not there. */
export function stepAfter({ open }: StepList, id: string): NamedStep | undefined {
  const place = open.findIndex((one) => one.id === id);
  return place < 0 ? undefined : open[place + 1];
}

export const isUsual = (id: string) => ([...usualSteps, ...ends] as readonly string[]).includes(id);

/** In one order, so that two who lock the same rows do not wait for each other. */
const locked = (lockMode: Exclude<LockMode, typeof LockMode.OPTIMISTIC>) =>
  ({ lockMode, orderBy: { id: 'asc' } }) as const;

function listOf(rows: readonly Step[]): StepList {
  const names = new Map(rows.map(({ id, name }) => [id, name ?? undefined]));
  const named = (id: string) => ({ id, name: names.get(id) });
  const isEnd = (id: string) => (ends as readonly string[]).includes(id);
  const steps = rows.filter(({ id }) => !isEnd(id)).toSorted((a, b) => a.position - b.position);
  const ordered = steps.filter(({ position }) => position !== takenAway);
  const gone = steps.filter(({ position }) => position === takenAway);
  const open = ordered.length > 0 ? ordered.map(({ id }) => id) : usualSteps;
  return { open: open.map(named), ends: ends.map(named), gone: gone.map(({ id }) => named(id)) };
}

function rowsOf(guild: string, { open, ends }: StepList) {
  return [...open, ...ends].map(({ id, name }, position) => ({ guild, id, name: name ?? null, position }));
}

/** @throws Refusal when it is empty, too long, or what another step is called. */
function goodName(typed: string, { open, ends }: StepList, own?: string): string {
  const name = typed.replace(/\s+/g, ' ').trim();
  if (name === '' || name.length > stepNameLimit) {
    throw new Refusal('step-name-length', { max: stepNameLimit });
  }
  const rival = [...open, ...ends].find(
    (one) => one.id !== own && one.name?.toLowerCase() === name.toLowerCase(),
  );
  if (rival) {
    throw new Refusal('step-name-taken', { name });
  }
  return name;
}
