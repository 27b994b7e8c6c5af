import { attempt } from '@guildhall/sdk';
import fc from 'fast-check';
import { dataDutiesOf } from '../../data-duties.ts';
import type { Wish } from '../../orders/checkout.ts';
import { channel, minutes } from '../ground.ts';
import { act, always, atOnce, type Deed, onOrder } from './deeds.ts';
import { type Name, names, ok, type ProductName } from './model-order.ts';
import { coupon, type Sent } from './shop-model.ts';
import { transactionOf } from './world.ts';

const nothing = fc.constant(undefined);
const reason = 'because';
// Sam is of staff and buys, too.
const buyer = fc.constantFrom<Name[]>('eve', 'eve', 'bob', 'sam');
const staff = fc.constantFrom<Name[]>('sam', 'tim');
/** What is sold, and how many of it. */
const wanted = fc.constantFrom<[ProductName, number][]>(
  ['key', 1],
  ['key', 2],
  ['key', 3],
  ['letter', 1],
  ['gold', 1],
  ['hours', 1],
  ['hours', 1],
  ['hours', 1],
);

const orderingOf = (buyer: fc.Arbitrary<Name>) =>
  always(fc.tuple(buyer, wanted, fc.boolean()), ([by, [product, quantity], withCoupon]) => {
    let wish: Wish;
    return {
      text: `${by} orders ${quantity} ${product}${withCoupon ? ' with the coupon' : ''}`,
      expected: (model) => model.checkout(by, product, quantity, withCoupon),
      done: (world) => {
        const { guild, products, method, parts } = world;
        const key = world.click();
        wish = { guild, buyer: world.who(by), channel, product: products[product], method, quantity, key };
        wish = withCoupon ? { ...wish, coupon: coupon.code } : wish;
        return parts.checkout.order(wish);
      },
      // The same click is the same order.
      again: ({ parts }) => parts.checkout.order(wish),
    };
  });

const checkout = orderingOf(buyer);

/** The same transaction for several orders, now and then. */
const transaction = fc.oneof(
  { weight: 3, arbitrary: nothing },
  { weight: 2, arbitrary: fc.constantFrom('A', 'B') },
);
const submit = onOrder(
  'proof',
  transaction,
  (model, order, name) => model.submit(order, name),
  (world, { id, buyer }, name) => {
    const text = transactionOf(name ?? `F${world.click()}`);
    return world.parts.review.submit(world.guild, id, world.who(buyer), { text });
  },
  { keepsRefusals: true },
);
const claim = onOrder(
  'claim',
  staff,
  (model, order, by) => model.claim(order, by),
  (world, { id }, by) => world.parts.review.claim(world.guild, id, world.who(by)),
);
const unclaim = onOrder(
  'giving back',
  staff,
  (model, order, by) => model.unclaim(order, by),
  (world, { id }, by) => world.parts.review.unclaim(world.guild, id, world.who(by)),
);
const ask = onOrder(
  'question',
  staff,
  (model, order, by) => model.ask(order, by),
  (world, { id }, by) => world.parts.review.ask(world.guild, id, world.who(by), reason),
);
const book = onOrder(
  'booking',
  fc.tuple(staff, fc.integer({ min: 1, max: 1500 })),
  (model, order, [by, amount], seen) => model.book(order, by, amount, seen),
  (world, { id, version }, [by, amount]) =>
    world.parts.bookings.book(world.guild, id, { by: world.who(by), amount, reason, version, more: true }),
);
const unbook = onOrder(
  'taking back of the booking',
  staff,
  (model, order, by, seen) => model.unbook(order, by, seen),
  (world, { id, version }, by) =>
    world.parts.bookings.takeBack(world.guild, id, { by: world.who(by), reason, version }),
);
const approve = onOrder(
  'approval',
  fc.tuple(staff, fc.boolean()),
  (model, order, [by, anyway]) => model.approve(order, by, anyway),
  (world, { id }, [by, anyway]) => world.parts.review.approve(world.guild, id, world.who(by), { anyway }),
);
const reject = onOrder(
  'rejection',
  fc.tuple(staff, fc.boolean()),
  (model, order, [by, last]) => model.reject(order, by, last),
  (world, { id }, [by, last]) => world.parts.review.reject(world.guild, id, world.who(by), reason, { last }),
);
const cancel = onOrder(
  'cancelling',
  nothing,
  (model, order) => model.cancel(order),
  (world, { id, buyer }) =>
    world.parts.review.cancel(world.guild, id, { user: world.who(buyer), staff: false }),
);
const expire = onOrder(
  'end of time',
  nothing,
  (model, order) => model.expire(order),
  async ({ guild, parts }, { id }) => void (await parts.review.expire(guild, id)),
);
const send = onOrder(
  'sending',
  fc.constantFrom<Sent[]>('sent', 'sent', 'closed', 'failed', 'lost'),
  (model, order, outcome) => model.send(order, outcome),
  (world, { id }, outcome) => world.send(id, outcome),
);
const reveal = onOrder(
  'reading',
  buyer,
  (model, order, by) => model.reveal(order, by),
  (world, { id }, by) => world.parts.delivery.reveal(world.guild, id, world.who(by)),
);
const resend = onOrder(
  'sending again',
  nothing,
  (model, order) => model.resend(order),
  (world, { id }) => world.parts.delivery.resend(world.guild, id, world.who('tim')),
);
const fill = onOrder(
  'writing',
  staff,
  (model, order, by) => model.fill(order, by),
  (world, { id }, by) => world.parts.delivery.fill(world.guild, id, `for ${id}`, world.who(by)),
);
const replace = onOrder(
  'replacement',
  fc.tuple(staff, fc.integer({ min: 1, max: 3 })),
  (model, order, [by, number]) => model.replace(order, by, number),
  (world, { id }, [by, number]) =>
    world.parts.delivery.replace(world.guild, id, number, world.who(by), reason, { text: 'instead' }),
);
const refund = onOrder(
  'refund',
  fc.tuple(staff, fc.oneof(fc.integer({ min: 1, max: 1500 }), nothing, nothing)),
  (model, order, [by, amount], seen) => model.refund(order, by, amount, seen),
  (world, { id, version }, [by, amount]) =>
    world.parts.refunds.refund(world.guild, id, { by: world.who(by), amount, reason, version }),
);
const chargeBack = onOrder(
  'chargeback',
  staff,
  (model, order, by, seen) => model.chargeBack(order, by, seen),
  (world, { id, version }, by) =>
    world.parts.refunds.chargeBack(world.guild, id, { by: world.who(by), reason, version }),
);
/** A role that somebody has or had, at best one for which something is to be done. */
const settle = fc
  .record({ which: fc.nat({ max: 99 }), allowed: fc.constantFrom(true, true, true, false) })
  .map(({ which, allowed }): Deed => {
    const text = `role ${which} is looked at${allowed ? '' : ', which Discord does not let the bot give'}`;
    return {
      text,
      inSteps: true,
      choose: ({ grants, now }) => {
        const due = grants.flatMap(({ given, ended, taken, endsAt }, place) =>
          (ended ? !taken : !given || (endsAt !== null && endsAt <= now)) ? [place] : [],
        );
        const among = due.length > 0 ? due : [...grants.keys()];
        return among[which % among.length];
      },
      expected: (model, place, seen) => model.settle(seen.grants[place!]!, allowed),
      done: (world, place, seen) => world.settle(seen.grants[place!]!, allowed),
    };
  });
const bring = always(fc.integer({ min: 1, max: 4 }), (count) => ({
  text: `${count} items come`,
  expected: (model) => model.import(count),
  done: async (world) => {
    const { first, guild, parts, products } = world;
    const fresh = Array.from({ length: count }, () => `item ${world.click()}`);
    // One that is there already comes once more.
    const answer = await parts.stock.import(
      guild,
      products.key,
      first ? [first, ...fresh] : fresh,
      world.who('tim'),
    );
    world.first = answer.isOk() ? fresh[0] : first;
    return answer;
  },
}));
const number = fc.integer({ min: 1, max: 12 });
const withdraw = always(number, (number) => ({
  text: `item ${number} is taken out`,
  expected: (model) => model.withdraw(number),
  done: (world) =>
    world.parts.withdrawals.withdraw(
      world.guild,
      world.products.key,
      { numbers: [number] },
      world.who('tim'),
    ),
}));
const putBack = always(number, (number) => ({
  text: `item ${number} is put back`,
  expected: (model) => model.putBack(number),
  done: (world) =>
    world.parts.withdrawals.putBack(world.guild, world.products.key, { numbers: [number] }, world.who('tim')),
}));
const block = always(fc.constant<Name>('bob'), (user) => ({
  text: `${user} is blocked`,
  expected: (model) => model.block(user),
  done: (world) =>
    world.parts.blocks.add(
      { guild: world.guild, subject: world.who(user), kind: 'user', reason: null, until: null },
      world.who('tim'),
    ),
}));
const unblock = always(fc.constant<Name>('bob'), (user) => ({
  text: `${user} is unblocked`,
  expected: (model) => model.unblock(user),
  done: (world) => world.parts.blocks.remove(world.guild, world.who(user), world.who('tim')),
}));
const forgettingOf = (name: fc.Arbitrary<Name>) =>
  always(name, (user) => ({
    text: `${user} is forgotten`,
    expected: (model) => model.forget(user),
    done: ({ parts, ground, who }) => {
      const duties = dataDutiesOf(parts);
      return attempt(ground.context.database, (em) => duties.forgetUser(em, who(user)));
    },
  }));
const forget = forgettingOf(fc.constantFrom(...names));
const clock = always(fc.constantFrom(2, 7, 16, 61, -30), (count) => ({
  text: `${count} minutes go by`,
  expected: (model) => {
    model.now += minutes(count);
    return ok;
  },
  done: async ({ ground }) => ground.advance(minutes(count)),
}));

/** Two who do something to one order, or want the same things. */
const rivals = [
  atOnce(approve, cancel),
  atOnce(approve, approve),
  atOnce(approve, reject),
  atOnce(submit, expire),
  atOnce(submit, cancel),
  atOnce(submit, submit),
  atOnce(refund, replace),
  atOnce(refund, send),
  atOnce(refund, settle),
  atOnce(book, approve),
  atOnce(unbook, approve),
  atOnce(fill, refund),
  atOnce(checkout, checkout),
  atOnce(checkout, replace),
  atOnce(checkout, withdraw),
  // Who orders and goes at one moment may get a later item than the one that they had.
  atOnce(orderingOf(fc.constantFrom<Name[]>('eve', 'sam')), forgettingOf(fc.constant<Name>('bob'))),
  atOnce(approve, forget),
  atOnce(send, forget),
];

/** All that can happen in a shop. */
export function happenings() {
  const often = [checkout, submit, approve, send, settle, reveal, replace];
  const others = [refund, bring, claim, unclaim, ask, book, unbook, reject, expire, resend, fill, refund];
  const rarely = [cancel, chargeBack, withdraw, putBack, clock, block, unblock, forget];
  const alone = [...often, ...often, ...often, ...others, ...others, ...rarely];
  return [...alone.map(act), ...rivals];
}
