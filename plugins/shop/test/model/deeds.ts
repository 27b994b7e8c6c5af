import type { Refusal, Result } from '@guildhall/sdk';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Order } from '../../entities/order.ts';
import { type Answer, type ModelOrder, ok } from './model-order.ts';
import type { ShopModel } from './shop-model.ts';
import type { World } from './world.ts';

export type Done = Promise<Result<unknown, Refusal> | void>;

/** What is looked at to choose an order. */
type Seen = Pick<ShopModel, 'orders' | 'grants' | 'now' | 'copy'>;

/** Something that happens, in the model and in the world. */
export interface Deed {
  readonly text: string;
  /** The place of what it happens to, null for nothing. @returns undefined where it cannot happen. */
  readonly choose: (model: Seen) => number | null | undefined;
  /** @param seen how all was when whoever does it looked. */
  readonly expected: (model: ShopModel, place: number | null, seen: ShopModel) => Answer;
  readonly done: (world: World, place: number | null, seen: ShopModel) => Done;
  /** It happens to an order. */
  readonly ofOrder?: true;
  /** What somebody does who saw the process end while they waited, though it was written. */
  readonly again?: (world: World) => Promise<Result<Order, Refusal>>;
  /** It is several steps: whoever does it begins anew when the process ended, and does what is left. */
  readonly inSteps?: true;
  /** That it was refused is written down, too. */
  readonly keepsRefusals?: true;
}

/** A deed, done with a process that ends after some steps, or does not. */
class Act implements fc.AsyncCommand<ShopModel, World> {
  readonly #deed: Deed;
  readonly #steps: number | undefined;

  constructor(deed: Deed, steps: number | undefined) {
    this.#deed = deed;
    this.#steps = steps;
  }

  check(model: Readonly<ShopModel>): boolean {
    return this.#deed.choose(model) !== undefined;
  }

  async run(model: ShopModel, world: World): Promise<void> {
    const { choose, expected, done, again, inSteps, keepsRefusals } = this.#deed;
    const place = choose(model)!;
    const seen = model.copy();
    const wanted = expected(model, place, seen);
    let end = await world.attempt(this.#steps, () => done(world, place, seen));
    if (inSteps && end.killed) {
      end = await world.attempt(undefined, () => done(world, place, seen));
    }
    if (end.killed === 'before it was written') {
      Object.assign(model, seen);
    } else if (end.killed === 'when it was written') {
      expect(wanted === ok || keepsRefusals).toBe(true);
      const order = await again?.(world);
      name(model, order ? [order.unwrap().id] : []);
    } else {
      expect(end.answer).toBe(wanted);
      name(model, end.orders);
    }
    (await world.sight()).compare(model);
    world.pass(model);
  }

  toString(): string {
    return this.#steps === undefined ? this.#deed.text : `${this.#deed.text}, killed after ${this.#steps}`;
  }
}

/** Whoever asks for too much while the last is sold to them is told one of two things that are both so. */
const reasonOf = (answer: Answer) => (answer === 'limit-reached' ? 'sold-out' : answer);

/** Two deeds at one moment: what comes of them is what comes of one after the other. */
class AtOnce implements fc.AsyncCommand<ShopModel, World> {
  readonly #deeds: readonly [Deed, Deed];

  constructor(one: Deed, other: Deed) {
    this.#deeds = [one, other];
  }

  check(model: Readonly<ShopModel>): boolean {
    return this.#choose(model).every((place) => place !== undefined);
  }

  async run(model: ShopModel, world: World): Promise<void> {
    const places = this.#choose(model).map((place) => place!);
    const seen = model.copy();
    const ends = await world.atOnce(
      this.#deeds.map(
        ({ done }, index) =>
          () =>
            done(world, places[index]!, seen),
      ),
    );
    const sight = await world.sight();
    const wrong: unknown[] = [];
    for (const inTurn of [
      [0, 1],
      [1, 0],
    ] as const) {
      const after = model.copy();
      try {
        for (const index of inTurn) {
          const { expected, text } = this.#deeds[index];
          expect(reasonOf(ends[index]!.answer), text).toBe(reasonOf(expected(after, places[index]!, seen)));
          name(after, ends[index]!.orders);
        }
        sight.compare(after);
        Object.assign(model, after);
        world.pass(model);
        return;
      } catch (error) {
        wrong.push(error);
      }
    }
    throw new AggregateError(wrong, `Neither order gives what there is:\n${wrong.join('\n')}`);
  }

  toString(): string {
    return `at once: ${this.#deeds.map(({ text }) => text).join(' | ')}`;
  }

  /** The other happens to the order of the first, where it is one that happens to orders. */
  #choose(model: Seen): (number | null | undefined)[] {
    const [one, other] = this.#deeds;
    const first = one.choose(model);
    const second = other.choose(model);
    return [first, one.ofOrder && other.ofOrder ? first : second];
  }
}

/** The ids of the orders that were made, which the model cannot know. */
function name(model: ShopModel, ids: readonly string[]): void {
  for (const [index, order] of model.orders.filter(({ id }) => id === '').entries()) {
    order.id = ids[index]!;
  }
}

/** Mostly the process lives. */
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.nat({ max: 20 }) },
);

export const act = (deed: fc.Arbitrary<Deed>) =>
  fc.tuple(deed, steps).map(([deed, steps]) => new Act(deed, steps));

export const atOnce = (one: fc.Arbitrary<Deed>, other: fc.Arbitrary<Deed>) =>
  fc.tuple(one, other).map(([one, other]) => new AtOnce(one, other));

type Plain = Omit<Deed, 'choose' | 'expected' | 'done'> & {
  readonly expected: (model: ShopModel) => Answer;
  readonly done: (world: World) => Done;
};

/** A deed that happens to no order. */
export const always = <T>(given: fc.Arbitrary<T>, deed: (given: T) => Plain): fc.Arbitrary<Deed> =>
  given.map((given) => ({ ...deed(given), choose: () => null }));

/** What is asked of an order: mostly one for which it can be done; where there is none, it does not happen. */
const aptness = fc.record({
  which: fc.nat({ max: 99 }),
  apt: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});

/** A deed on one of the orders that there are. @typeParam T what else is said of it. */
export const onOrder = <T>(
  text: string,
  given: fc.Arbitrary<T>,
  expected: (model: ShopModel, order: ModelOrder, given: T, version: number) => Answer,
  done: (world: World, order: ModelOrder, given: T) => Done,
  more: Pick<Deed, 'keepsRefusals'> = {},
): fc.Arbitrary<Deed> =>
  fc.tuple(aptness, given).map(([{ which, apt }, given]) => ({
    ...more,
    ofOrder: true,
    text: `${text} of ${apt ? 'a fitting' : 'any'} order ${which} ${JSON.stringify(given) ?? ''}`,
    choose: (model) => {
      const places = [...model.orders.keys()];
      const changes = (place: number) => {
        const copy = model.copy();
        const order = copy.orders[place]!;
        return (
          expected(copy, order, given, order.version) === ok && order.version > model.orders[place]!.version
        );
      };
      const fitting = apt ? places.filter(changes) : places;
      return fitting[which % fitting.length];
    },
    expected: (model, place, seen) =>
      expected(model, model.orders[place!]!, given, seen.orders[place!]!.version),
    done: (world, place, seen) => done(world, seen.orders[place!]!, given),
  }));
