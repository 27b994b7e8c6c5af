import { type Database, shortId } from '@guildhall/sdk';
import type { Dialect } from '../../../src/data/connection.ts';
import { everyDatabase } from '../../../test/ground/every-database.ts';
import { groundFor } from '../../../test/ground/plugin-ground.ts';
import { raceGroundFor } from '../../../test/ground/race-ground.ts';
import type { Context } from '../context.ts';
import { partsOf } from '../parts.ts';
import plugin from '../plugin.ts';
import { settings, type TicketSettings } from '../settings.ts';
import { Arrivals } from '../ticket/arrivals.ts';

export const guild = '100000000000000001';
export const [sam, tim, eve] = ['200000000000000001', '200000000000000002', '200000000000000003'] as const;
export const channel = '300000000000000001';
export const support = '400000000000000001';

/** A person whom nobody knows yet. */
export const person = (index: number) => String(500000000000000000n + BigInt(index));

/** The domain on a database. @returns undefined where there is no server. */
export async function groundOn(dialect: Dialect, chosen: Partial<TicketSettings> = {}) {
  const ground = await groundFor('tickets', plugin.definition.entities!, dialect);
  return ground && { ...ground, dialect, ...ticketsOn(ground.host, chosen) };
}

/** The domain for races: on PostgreSQL, one for all tests of a file. @returns undefined where there is no server. */
export async function raceGround() {
  const ground = await raceGroundFor('tickets', plugin.definition.entities!);
  if (!ground) {
    return undefined;
  }
  const tickets = ticketsOn(ground.host);
  let people = 0;
  return {
    ...ground,
    ...tickets,
    /** The same domain on the database that `meanwhile` gives. */
    partsOn: (database: Database) => partsWith({ ...tickets.context, database }),
    /** Somebody who has opened nothing in another test. */
    newcomer: () => person((people += 1)),
  };
}

const partsWith = (context: Context) => partsOf(context, new Arrivals(async () => {}));

function ticketsOn(
  { database, jobs, audit, clock }: Pick<Context, 'database' | 'jobs' | 'audit' | 'clock'>,
  chosen: Partial<TicketSettings> = {},
) {
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
  const parts = partsWith(context);
  let clicks = 0;
  return {
    context,
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

export type RaceGround = NonNullable<Awaited<ReturnType<typeof raceGround>>>;

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

/** Runs the tests of `body` on every database. */
export const onEveryDatabase = (
  body: Parameters<typeof everyDatabase<Ground, Partial<TicketSettings>>>[1],
): void => everyDatabase(groundOn, body);
