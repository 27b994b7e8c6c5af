import type { Refusal, Result } from '@guildhall/sdk';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Wish } from '../../checkout.ts';
import { channel, guild, minutes } from '../ground.ts';
import { type Answer, type ModelOrder, ok, type ShopModel } from './shop-model.ts';
import type { World } from './world.ts';

type Done = Promise<Result<unknown, Refusal> | void>;

/** Something that happens, in the model and in the world. @typeParam W what it happens to: the place of an order, or nothing. */
interface Deed<W> {
  readonly text: string;
  readonly expected: (model: ShopModel, which: W) => Answer;
  readonly done: (world: World, which: W) => Done;
  /** What somebody does who saw the process end while they waited, though it was written. */
  readonly again?: (world: World) => Promise<void>;
}

/** What is looked at to choose an order. */
type Seen = Pick<ShopModel, 'orders' | 'copy'>;

/** A deed, done with a process that ends after some steps, or does not. */
class Act<W> implements fc.AsyncCommand<ShopModel, World> {
  readonly #deed: Deed<W>;
  readonly #steps: number | undefined;
  readonly #choose: (model: Seen) => W | undefined;

  constructor(deed: Deed<W>, steps: number | undefined, choose: (model: Seen) => W | undefined) {
    this.#deed = deed;
    this.#steps = steps;
    this.#choose = choose;
  }

  check(model: Readonly<ShopModel>): boolean {
    return this.#choose(model) !== undefined;
  }

  async run(model: ShopModel, world: World): Promise<void> {
    const { expected, done, again } = this.#deed;
    const which = this.#choose(model)!;
    const before = model.copy();
    const wanted = expected(model, which);
    const end = await world.attempt(this.#steps, () => done(world, which));
    if (end === 'killed before it was written') {
      Object.assign(model, before);
    } else if (end === 'killed when it was written') {
      expect(wanted).toBe(ok);
      await again?.(world);
    } else if (wanted === 'refused') {
      expect(end).not.toBe(ok);
    } else {
      expect(end).toBe(wanted);
    }
    await world.check(model);
  }

  toString(): string {
    return this.#steps === undefined ? this.#deed.text : `${this.#deed.text}, killed after ${this.#steps}`;
  }
}

/** Mostly the process lives. */
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.nat({ max: 20 }) },
);

const always = <T>(given: fc.Arbitrary<T>, deed: (given: T) => Deed<null>) =>
  fc.tuple(given, steps).map(([given, steps]) => new Act(deed(given), steps, () => null));

/** What is asked of an order: mostly one for which it can be done; where there is none, it does not happen. */
const aptness = fc.record({
  which: fc.nat({ max: 99 }),
  apt: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});

/** A deed on one of the orders that there are. */
const onOrder = <T>(
  name: string,
  given: fc.Arbitrary<T>,
  expected: (model: ShopModel, order: ModelOrder, given: T) => Answer,
  done: (world: World, id: string, given: T) => Done,
) =>
  fc.tuple(aptness, given, steps).map(([{ which, apt }, given, steps]) => {
    const changes = (model: Seen, place: number) => {
      const copy = model.copy();
      const order = copy.orders[place]!;
      return expected(copy, order, given) === ok && order.version > model.orders[place]!.version;
    };
    const choose = (model: Seen): number | undefined => {
      const places = [...model.orders.keys()];
      const among = apt ? places.filter((place) => changes(model, place)) : places;
      return among[which % among.length];
    };
    const text = `${name} of ${apt ? 'a fitting' : 'any'} order ${which} ${JSON.stringify(given) ?? ''}`;
    const deed: Deed<number> = {
      text,
      expected: (model, place) => expected(model, model.orders[place]!, given),
      done: (world, place) => done(world, world.ids[place]!, given),
    };
    return new Act(deed, steps, choose);
  });

const nothing = fc.constant(undefined);
const reason = 'because';

/** All that can happen in a shop. */
export function happenings() {
  // Sam is of staff and buys, too.
  const buyer = fc.constantFrom('eve', 'bob', 'sam');
  const staff = fc.constantFrom('sam', 'tim');
  const version = async ({ parts }: World, id: string) => (await parts.orders.of(guild, id))!.version;

  const checkout = always(fc.tuple(buyer, fc.constantFrom(1, 1, 2, 3), fc.boolean()), (given) => {
    const [by, quantity, withCoupon] = given;
    let wish: Wish;
    const ask = async (world: World) => {
      const answer = await world.parts.checkout.order(wish);
      answer.inspect(({ id }) => world.ids.push(id));
      return answer;
    };
    return {
      text: `${by} orders ${quantity}${withCoupon ? ' with the coupon' : ''}`,
      expected: (model) => model.checkout(by, quantity, withCoupon),
      done: (world) => {
        const { product, method } = world;
        const key = world.click();
        wish = { guild, buyer: world.who(by), channel, product, method, quantity, key };
        wish = withCoupon ? { ...wish, coupon: world.code } : wish;
        return ask(world);
      },
      // The same click is the same order.
      again: async (world) => void (await ask(world)),
    };
  });
  const submit = onOrder(
    'proof',
    nothing,
    (model, order) => model.submit(order),
    async (world, id) =>
      world.parts.review.submit(guild, id, await world.buyerOf(id), { text: `paid with ${world.click()}` }),
  );
  const claim = onOrder(
    'claim',
    staff,
    (model, order, by) => model.claim(order, by),
    ({ parts, who }, id, by) => parts.review.claim(guild, id, who(by)),
  );
  const approve = onOrder(
    'approval',
    staff,
    (model, order, by) => model.approve(order, by),
    ({ parts, who }, id, by) => parts.review.approve(guild, id, who(by)),
  );
  const reject = onOrder(
    'rejection',
    fc.tuple(staff, fc.boolean()),
    (model, order, [by, last]) => model.reject(order, by, last),
    ({ parts, who }, id, [by, last]) => parts.review.reject(guild, id, who(by), reason, last),
  );
  const cancel = onOrder(
    'cancelling',
    nothing,
    (model, order) => model.cancel(order),
    async (world, id) =>
      world.parts.review.cancel(guild, id, { user: await world.buyerOf(id), staff: false }),
  );
  const expire = onOrder(
    'end of time',
    nothing,
    (model, order) => model.expire(order),
    async ({ parts }, id) => void (await parts.review.expire(guild, id)),
  );
  const send = onOrder(
    'sending',
    fc.constantFrom('sent', 'closed', 'failed', 'lost'),
    (model, order, outcome) => model.send(order, outcome),
    (world, id, outcome) => world.send(id, outcome),
  );
  const reveal = onOrder(
    'reading',
    buyer,
    (model, order, by) => model.reveal(order, by),
    ({ parts, who }, id, by) => parts.delivery.reveal(guild, id, who(by)),
  );
  const resend = onOrder(
    'sending again',
    nothing,
    (model, order) => model.resend(order),
    ({ parts, who }, id) => parts.delivery.resend(guild, id, who('tim')),
  );
  const replace = onOrder(
    'replacement',
    fc.integer({ min: 1, max: 3 }),
    (model, order, number) => model.replace(order, number),
    ({ parts, who }, id, number) => parts.delivery.replace(guild, id, number, who('tim'), reason),
  );
  const refund = onOrder(
    'refund',
    fc.tuple(staff, fc.oneof(fc.integer({ min: 1, max: 1500 }), nothing)),
    (model, order, [by, amount]) => model.refund(order, by, amount),
    async (world, id, [by, amount]) =>
      world.parts.refunds.refund(guild, id, {
        by: world.who(by),
        amount,
        reason,
        version: await version(world, id),
      }),
  );
  const chargeBack = onOrder(
    'chargeback',
    staff,
    (model, order, by) => model.chargeBack(order, by),
    async (world, id, by) =>
      world.parts.refunds.chargeBack(guild, id, {
        by: world.who(by),
        reason,
        version: await version(world, id),
      }),
  );
  const bring = always(fc.integer({ min: 1, max: 4 }), (count) => ({
    text: `${count} items come`,
    expected: (model) => model.import(count),
    done: async (world) => {
      const { first, parts, product, who } = world;
      const fresh = Array.from({ length: count }, () => `item ${world.click()}`);
      // One that is there already comes once more.
      const answer = await parts.stock.import(guild, product, first ? [first, ...fresh] : fresh, who('tim'));
      world.first = answer.isOk() ? fresh[0] : first;
      return answer;
    },
  }));
  const withdraw = always(fc.integer({ min: 1, max: 12 }), (number) => ({
    text: `item ${number} is taken out`,
    expected: (model) => model.withdraw(number),
    done: ({ parts, product, who }) =>
      parts.withdrawals.withdraw(guild, product, { numbers: [number] }, who('tim')),
  }));
  const block = always(fc.constant('bob'), (user) => ({
    text: `${user} is blocked`,
    expected: (model) => model.block(user),
    done: ({ parts, who }) =>
      parts.blocks.add({ guild, subject: who(user), kind: 'user', reason: null, until: null }, who('tim')),
  }));
  const unblock = always(fc.constant('bob'), (user) => ({
    text: `${user} is unblocked`,
    expected: (model) => model.unblock(user),
    done: ({ parts, who }) => parts.blocks.remove(guild, who(user), who('tim')),
  }));
  const clock = always(fc.constantFrom(2, 7, 16, 61, -30), (count) => ({
    text: `${count} minutes go by`,
    expected: (model) => {
      model.now += minutes(count);
      return ok;
    },
    done: async ({ ground }) => ground.advance(minutes(count)),
  }));
  const often = [checkout, submit, approve, send, reveal, replace];
  const others = [bring, claim, reject, expire, resend, refund];
  const rarely = [cancel, chargeBack, withdraw, clock, block, unblock];
  return [...often, ...often, ...often, ...others, ...others, ...rarely];
}
