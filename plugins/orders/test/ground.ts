import { randomBytes } from 'node:crypto';
import { shortId } from '@guildhall/sdk';
import type { Dialect } from '../../../src/data/connection.ts';
import { everyDatabase } from '../../../test/ground/every-database.ts';
import { groundFor } from '../../../test/ground/plugin-ground.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import { newOrderId } from '../order-id.ts';
import { partsOf } from '../parts.ts';
import plugin from '../plugin.ts';
import { type OrderSettings, settings } from '../settings.ts';

export const guild = '100000000000000001';
export const otherGuild = '100000000000000002';
export const [sam, tim, eve] = ['200000000000000001', '200000000000000002', '200000000000000003'] as const;
export const channel = '300000000000000001';
export const minutes = (count: number) => count * 60_000;
export const days = (count: number) => count * 24 * 60 * 60_000;

/** The domain on a database. @returns undefined where there is no server. */
export async function groundOn(dialect: Dialect, chosen: Partial<OrderSettings> = {}) {
  const ground = await groundFor('orders', plugin.definition.entities!, dialect);
  if (!ground) {
    return undefined;
  }
  const { host } = ground;
  const context: Context = {
    ...host,
    settings: async () => {
      // The host refuses it inside a transaction, wherever it does not happen to know them already.
      host.database.read();
      return settings.parse(chosen);
    },
    newId: shortId,
    newOrderId: () => newOrderId(randomBytes),
  };
  const parts = partsOf(context);
  return {
    ...ground,
    ...parts,
    context,
    /** Makes an order that is fine. */
    make: async (change: Partial<Draft> = {}) => (await parts.orders.create(draft(change))).unwrap(),
  };
}

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

export const draft = (change: Partial<Draft> = {}): Draft => ({
  guild,
  customer: { name: 'Bob' },
  details: 'A red house',
  channel,
  by: sam,
  source: 'slash',
  ...change,
});

/** Runs the tests of `body` on every database. */
export const onEveryDatabase = (
  body: Parameters<typeof everyDatabase<Ground, Partial<OrderSettings>>>[1],
): void => everyDatabase(groundOn, body);
