import { Changes } from './changes.ts';
import type { Context } from './context.ts';
import { Orders } from './orders.ts';
import { Shelf } from './shelf.ts';
import { Steps } from './steps.ts';

/** Builds the domain: each part once, on the same ground. */
export function partsOf(context: Context) {
  const steps = new Steps(context);
  const changes = new Changes(context);
  return {
    steps,
    changes,
    orders: new Orders(context, steps, changes),
    shelf: new Shelf(context),
  };
}
