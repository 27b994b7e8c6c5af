import { Changes } from './changes.ts';
import type { Context } from './context.ts';
import { Export } from './export.ts';
import { Files } from './files.ts';
import { Orders } from './orders.ts';
import { Reminders } from './reminders.ts';
import { Shelf } from './shelf.ts';
import { Statistics } from './statistics.ts';
import { StatusMessages } from './status-messages.ts';
import { Steps } from './steps.ts';
import { Wishes } from './wishes.ts';

/** Builds the domain: each part once, on the same ground. */
export function partsOf(context: Context) {
  const steps = new Steps(context);
  const status = new StatusMessages(context);
  const changes = new Changes(context, status);
  const orders = new Orders(context, steps, changes);
  return {
    steps,
    status,
    changes,
    orders,
    files: new Files(context, orders),
    shelf: new Shelf(context),
    statistics: new Statistics(context),
    export: new Export(context),
    wishes: new Wishes(context),
    reminders: new Reminders(context),
  };
}

export type Parts = ReturnType<typeof partsOf>;
