import type { Arrivals } from './arrivals.ts';
import { Census } from './census.ts';
import { Changes } from './changes.ts';
import type { Context } from './context.ts';
import { controlMessages } from './control-messages.ts';
import { TicketTypes } from './ticket-types.ts';
import { Tickets } from './tickets.ts';

/** Builds the domain: each part once, on the same ground. */
export function partsOf(context: Context, arrivals: Arrivals) {
  const controls = controlMessages(context);
  return {
    arrivals,
    controls,
    census: new Census(context),
    types: new TicketTypes(context),
    tickets: new Tickets(context, new Changes(context, controls)),
  };
}
