import type { Report, Scale } from './report.ts';
import { TicketDesk } from './ticket-desk.ts';
import { type NumbersPlan, numbers } from './ticket-numbers.ts';
import { type RushPlan, rush } from './ticket-rush.ts';
import { type StartPlan, startUp } from './ticket-start.ts';

interface Plan {
  readonly rush: RushPlan;
  readonly start: StartPlan;
  readonly numbers: NumbersPlan;
}

/**
 * Discord has room for 500 channels and 1,000 active threads in a server, so a minute of 50 clicks a second are those of
 * fewer people, who click again: some find that they have a ticket already.
 */
const plans: Readonly<Record<Scale, Plan>> = {
  quick: {
    rush: { calm: 2, openers: 10, clicksPerSecond: 10, seconds: 2 },
    start: { guilds: 1, perGuild: 100 },
    numbers: { tickets: 600, runs: 1 },
  },
  usual: {
    rush: { calm: 60, openers: 1_300, clicksPerSecond: 50, seconds: 60 },
    start: { guilds: 21, perGuild: 480 },
    numbers: { tickets: 100_000, runs: 5 },
  },
  full: {
    rush: { calm: 200, openers: 1_200, clicksPerSecond: 50, seconds: 60 },
    start: { guilds: 42, perGuild: 480 },
    numbers: { tickets: 200_000, runs: 20 },
  },
};

/** Tickets as people meet them: opened one by one and by a crowd, found again after a crash, added up. */
export async function run(scale: Scale): Promise<Report> {
  const { rush: crowd, start, numbers: old } = plans[scale];
  const one = await TicketDesk.open();
  const opening = await rush(one, crowd);
  await one.close();
  const other = await TicketDesk.open();
  const starting = await startUp(other, start);
  const adding = await numbers(other, old);
  await other.close();
  return {
    bench: 'tickets',
    about: `the bot and the local Discord with all of Discord's limits: ${crowd.calm} tickets one after another; ${crowd.clicksPerSecond} clicks a second for ${crowd.seconds} s by ${crowd.openers} people on one panel; ${start.guilds * start.perGuild} open tickets in ${start.guilds} servers, swept and found again after a crash; the numbers of ${old.tickets} tickets`,
    figures: [...opening, ...starting, ...adding],
  };
}
