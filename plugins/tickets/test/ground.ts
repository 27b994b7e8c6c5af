import { shortId } from '@guildhall/sdk';
import type { Dialect } from '../../../src/data/connection.ts';
import { everyDatabase } from '../../../test/ground/every-database.ts';
import { groundFor } from '../../../test/ground/plugin-ground.ts';
import { Arrivals } from '../arrivals.ts';
import type { Context } from '../context.ts';
import { partsOf } from '../parts.ts';
import plugin from '../plugin.ts';
import { settings, type TicketSettings } from '../settings.ts';

export const guild = '100000000000000001';
export const [sam, tim, eve] = ['200000000000000001', '200000000000000002', '200000000000000003'] as const;
export const channel = '300000000000000001';
export const support = '400000000000000001';

/** The domain on a database. @returns undefined where there is no server. */
export async function groundOn(dialect: Dialect, chosen: Partial<TicketSettings> = {}) {
  const ground = await groundFor('tickets', plugin.definition.entities!, dialect);
  if (!ground) {
    return undefined;
  }
  const { database, jobs, audit, clock } = ground.host;
  const context: Context = {
    database,
    jobs,
    audit,
    clock,
    settings: async () => settings.parse(chosen),
    newId: shortId,
    timeZone: async () => 'America/New_York',
    orderSources: { orders: async () => undefined, shop: async () => undefined },
  };
  const parts = partsOf(context, new Arrivals(async () => {}));
  let clicks = 0;
  return {
    ...ground,
    ...parts,
    /** Adds a type that is fine. */
    addType: async (name = 'Support', perPerson = 1, server = guild) =>
      (
        await parts.types.add(
          server,
          {
            name,
            perPerson,
            emoji: null,
            staffRoles: [support],
            openCategory: null,
            closedCategory: null,
            namePattern: 'ticket-{number}',
            welcome: 'Welcome!',
          },
          sam,
        )
      ).unwrap(),
    /** A click that opens a ticket. */
    click: (type: string, creator: string = eve, key = `click-${++clicks}`) =>
      parts.tickets.request({ guild, type, creator, key }),
  };
}

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

/** Runs the tests of `body` on every database. */
export const onEveryDatabase = (
  body: Parameters<typeof everyDatabase<Ground, Partial<TicketSettings>>>[1],
): void => everyDatabase(groundOn, body);
