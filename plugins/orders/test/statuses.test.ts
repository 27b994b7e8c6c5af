import fc from 'fast-check';
import { expect, test as plain } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Happening } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';
import { usualSteps } from '../steps.ts';
import { type Ground, groundOn, guild, onEveryDatabase, sam, tim } from './ground.ts';

/** What an order should be, in a few words of its own. */
interface Model {
  open: boolean;
  end: 'completed' | 'cancelled' | undefined;
  step: string;
  assignee: string | null;
  version: number;
}

/** Something that staff do: really, and in the model, which says the code of the refusal that is due. */
interface Wish {
  readonly name: string;
  /** For the report of what fails. */
  toString(): string;
  really(ground: Ground, id: string): Promise<{ err(): { unwrapOr(none: undefined): never } }>;
  inModel(model: Model): string | undefined;
}

const wish = (name: string, really: Wish['really'], inModel: Wish['inModel']): Wish => ({
  name,
  really,
  inModel,
  toString: () => name,
});

const move = fc.constantFrom(...usualSteps, 'nowhere').map((to) =>
  wish(
    `move to ${to}`,
    ({ orders }, id) => orders.move(guild, id, to, sam) as never,
    (model) => {
      if (!model.open) return 'order-closed';
      if (to === 'nowhere') return 'no-such-step';
      if (to === model.step) return 'same-step';
      model.step = to;
      return undefined;
    },
  ),
);

const close = fc.constantFrom('completed', 'cancelled').map((end) =>
  wish(
    end,
    ({ orders }, id) =>
      (end === 'completed' ? orders.complete(guild, id, tim) : orders.cancel(guild, id, tim, 'why')) as never,
    (model) => {
      if (!model.open) return `already-${model.end}`;
      Object.assign(model, { open: false, end });
      return undefined;
    },
  ),
);

const reopen = fc.constant(
  wish(
    'reopen',
    ({ orders }, id) => orders.reopen(guild, id, sam) as never,
    (model) => {
      if (model.open) return 'not-closed';
      Object.assign(model, { open: true, end: undefined });
      return undefined;
    },
  ),
);

const assign = fc.constantFrom(sam, tim, null).map((to) =>
  wish(
    `assign to ${to}`,
    ({ orders }, id) => orders.assign(guild, id, to, sam) as never,
    (model) => {
      if (!model.open) return 'order-closed';
      if (model.assignee === to) return to ? 'same-assignee' : 'no-assignee';
      model.assignee = to;
      return undefined;
    },
  ),
);

const note = fc.constant(
  wish(
    'note',
    ({ orders }, id) => orders.note(guild, id, 'A note', sam) as never,
    () => undefined,
  ),
);

const wishes = fc.oneof(move, close, reopen, assign, note);

plain(
  'whatever staff do with an order, it is what they did, and what cannot be is refused by name',
  async () => {
    const ground = (await groundOn('sqlite'))!;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(wishes, { maxLength: 25 }), async (all) => {
          const { id } = await ground.make();
          const model: Model = { open: true, end: undefined, step: 'received', assignee: null, version: 1 };
          for (const one of all) {
            const due = one.inModel(model);
            model.version += due ? 0 : 1;
            expect(codeOf(await one.really(ground, id)), one.name).toBe(due);
            const order = (await ground.orders.find(guild, id)).unwrap();
            expect(order).toMatchObject({
              state: model.end ?? 'open',
              step: model.step,
              assignee: model.assignee,
              version: model.version,
              closedBy: model.open ? null : tim,
            });
            expect(order.closedAt === null).toBe(model.open);
          }
          await toldWhole(ground, id);
        }),
        { numRuns: 60 },
      );
    } finally {
      await ground.stop();
    }
  },
);

onEveryDatabase((test) => {
  test('what several do with an order at once is as if one did it after the other', async (ground) => {
    await fc.assert(
      fc.asyncProperty(fc.array(wishes, { minLength: 2, maxLength: 5 }), async (all) => {
        const { id } = await ground.make();
        const codes = await Promise.all(all.map(async (one) => codeOf(await one.really(ground, id))));
        const order = await toldWhole(ground, id);
        expect(order.version).toBe(1 + codes.filter((code) => code === undefined).length);
      }),
      { numRuns: 15 },
    );
  });
});

/** The history has one line for each version, each could follow the one before, and together they make the order. */
async function toldWhole(ground: Ground, id: string): Promise<Order> {
  const order = (await ground.orders.find(guild, id)).unwrap();
  const lines = (await ground.all(Happening)).filter((line) => line.order === id);
  lines.sort((a, b) => a.version - b.version);
  expect(lines.map(({ version }) => version)).toEqual(lines.map((_, index) => index + 1));
  expect(lines.length).toBe(order.version);
  const told = { state: 'open', step: 'received', assignee: null as string | null };
  for (const { kind, from, to } of lines) {
    if (kind === 'moved') {
      expect([told.state, told.step]).toEqual(['open', from]);
      told.step = to!;
    } else if (kind === 'completed' || kind === 'cancelled') {
      expect([told.state, told.step]).toEqual(['open', from]);
      told.state = kind;
    } else if (kind === 'reopened') {
      expect(told.state).toBe(from);
      told.state = 'open';
    } else if (kind === 'assigned') {
      expect([told.state, told.assignee]).toEqual(['open', from]);
      told.assignee = to ?? null;
    }
  }
  expect(order).toMatchObject(told);
  return order;
}
