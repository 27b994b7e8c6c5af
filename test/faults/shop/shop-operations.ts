import type { Operation } from '../subject.ts';
import type { goods, ShopLane } from './shop-lane.ts';

const ordered = (product: keyof typeof goods, before: (lane: ShopLane) => void = () => {}) =>
  ({
    after: [],
    prepares: true,
    act: async (lane) => {
      before(lane);
      await lane.orders(product);
    },
    written: (lane) => lane.recorded('submit'),
  }) satisfies Operation<ShopLane>;

const approved = (order: string) =>
  ({
    after: [order],
    act: (lane) => lane.clickOnCard('Approve'),
    written: (lane) => lane.recorded('approve'),
  }) satisfies Operation<ShopLane>;

/** All that people do to an order, from the approval until all that it brings is there, and is taken again. */
export const shopOperations: Readonly<Record<string, Operation<ShopLane>>> = {
  'order of an item': ordered('key'),
  'order of an item, whose buyer takes no direct messages': ordered('key', ({ buyer }) => buyer.closeDms()),
  'order of a role': ordered('badge'),
  'order of a role for a time': ordered('pass'),
  'order of what staff write': ordered('portrait'),
  'approval of an item': approved('order of an item'),
  'approval of an item, whose buyer takes no direct messages': approved(
    'order of an item, whose buyer takes no direct messages',
  ),
  'approval of a role': approved('order of a role'),
  // It is over before all comes to rest: the role is given, and taken.
  'approval of a role for a time': approved('order of a role for a time'),
  'approval of what staff write': approved('order of what staff write'),
  writing: {
    after: ['order of what staff write', 'approval of what staff write'],
    act: async (lane) => {
      await lane.clickOnCard('Write what they get');
      await lane.sam.submit({ content: 'CANARY-OF-STAFF' });
    },
    written: (lane) => lane.recorded('fill'),
  },
  refund: {
    after: ['order of a role', 'approval of a role'],
    act: async (lane) => {
      const { id } = (await lane.order())!;
      await lane.sam.click('Refund', { on: await lane.sam.slash('/details', { order: id }) });
      await lane.sam.submit({ reason: 'sorry' });
    },
    written: (lane) => lane.recorded('refund'),
  },
};
