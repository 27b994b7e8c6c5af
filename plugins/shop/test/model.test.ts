import fc from 'fast-check';
import { expect } from 'vitest';
import { onEveryDatabase } from './ground.ts';
import { happenings } from './model/happenings.ts';
import { ShopModel } from './model/shop-model.ts';
import { customers, World } from './model/world.ts';

/** How many shops are tried, and how much happens in each at most. */
const shops = 6;
const much = 150;

/** Then a failure is told as it is, with its seed and path, however much could be left out of it; in ms. */
const longest = 45_000;

onEveryDatabase((test) => {
  test(
    'S1 S2 S4 S5 S6 M1 M3 M4 M6 T1 T2 T3 T4 T5 T6 T7 D1 D2 P3: whatever happens, and whenever the process ends, a shop is as its model says',
    async (ground) => {
      let opened = 0;
      await fc.assert(
        fc.asyncProperty(fc.commands(happenings(), { maxCommands: much, size: 'max' }), async (commands) => {
          opened += 1;
          const real = await World.open(ground, opened);
          const model = new ShopModel(ground.context.clock.now().getTime());
          await fc.asyncModelRun(() => ({ model, real }), commands);
        }),
        { numRuns: shops, interruptAfterTimeLimit: longest },
      );
      expect(opened).toBeGreaterThan(0);
    },
    { customerRole: customers },
  );
});
