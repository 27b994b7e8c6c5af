import { randomBytes } from 'node:crypto';
import { type Database, shortId } from '@guildhall/sdk';
import type { Dialect } from '../../../src/data/connection.ts';
import { vaults } from '../../../src/data/vault.ts';
import { everyDatabase } from '../../../test/ground/every-database.ts';
import { groundFor } from '../../../test/ground/plugin-ground.ts';
import { raceGroundFor } from '../../../test/ground/race-ground.ts';
import type { ProductFacts } from '../catalogue/products.ts';
import type { Context } from '../context.ts';
import type { Order } from '../entities/order.ts';
import type { Wish } from '../orders/checkout.ts';
import { partsOf } from '../parts.ts';
import plugin from '../plugin.ts';
import { type ShopSettings, settings } from '../settings.ts';

export const guild = '100000000000000001';
export const otherGuild = '100000000000000002';
export const [sam, tim, eve, bob] = [
  '200000000000000001',
  '200000000000000002',
  '200000000000000003',
  '200000000000000004',
] as const;
export const channel = '300000000000000001';
export const minutes = (count: number) => count * 60_000;

/** A person whom nobody knows yet. */
export const person = (index: number) => String(500000000000000000n + BigInt(index));

/** What is sold here: unlike any other text, so that a test finds it wherever it got to. */
export const secret = (index: number) => `CANARY-${index}-7f3a`;

/** The domain on a database. @returns undefined where there is no server. */
export async function groundOn(dialect: Dialect, chosen: Partial<ShopSettings> = {}) {
  const ground = await groundFor('shop', plugin.definition.entities!, dialect);
  return ground && { ...ground, ...shopOn(ground.host, chosen) };
}

/** The domain for races: on PostgreSQL, one for all tests of a file. @returns undefined where there is no server. */
export async function raceGround() {
  const ground = await raceGroundFor('shop', plugin.definition.entities!);
  if (!ground) {
    return undefined;
  }
  const shop = shopOn(ground.host);
  let people = 0;
  return {
    ...ground,
    ...shop,
    /** The same domain on the database that `meanwhile` gives. */
    partsOn: (database: Database) => partsOf({ ...shop.context, database }),
    /** Somebody who has bought nothing in another test. */
    newcomer: () => person((people += 1)),
  };
}

function shopOn(
  { database, jobs, audit, clock }: Pick<Context, 'database' | 'jobs' | 'audit' | 'clock'>,
  chosen: Partial<ShopSettings> = {},
) {
  const memberRoles = new Map<string, string[]>();
  const context: Context = {
    database,
    jobs,
    audit,
    clock,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    logFolder: '',
    vault: vaults(['k'.repeat(32)])('shop'),
    settings: async () => {
      // The host refuses it inside a transaction, wherever it does not happen to know them already.
      database.read();
      return settings.parse({ reviewChannel: channel, ...chosen });
    },
    rolesOf: async (_guild, user) => {
      database.read();
      return memberRoles.get(user) ?? [];
    },
    timeZoneOf: async () => {
      database.read();
      return 'America/New_York';
    },
    rateSource: undefined,
    newId: shortId,
    randomBytes,
  };
  const parts = partsOf(context);
  let clicks = 0;
  const addProduct = async (change: Partial<ProductFacts> = {}) =>
    (await parts.products.add(guild, { ...facts, name: `Key ${(clicks += 1)}`, ...change }, sam)).unwrap();
  const addMethod = async () => {
    const method = { kind: 'other', name: `Bank ${(clicks += 1)}`, instructions: 'Send it to the bank.' };
    return (await parts.methods.add(guild, method, sam)).unwrap();
  };
  const ask = (wish: Pick<Wish, 'product' | 'method'> & Partial<Wish>) =>
    parts.checkout.order({ guild, buyer: eve, channel, quantity: 1, key: `click-${(clicks += 1)}`, ...wish });
  return {
    ...parts,
    context,
    /** The roles that people have, by their ids. */
    memberRoles,
    addProduct,
    addMethod,
    ask,
    /** A product with so many items, and a way to pay. */
    stocked: async (count: number, change: Partial<ProductFacts> = {}) => {
      const product = await addProduct(change);
      const contents = Array.from({ length: count }, (_, index) => secret(index + 1));
      if (count > 0) {
        (await parts.stock.import(guild, product.id, contents, sam)).unwrap();
      }
      return { product: product.id, method: (await addMethod()).id };
    },
    /** An order that waits for somebody of staff. */
    submitted: async (wish: Pick<Wish, 'product' | 'method'> & Partial<Wish>): Promise<Order> => {
      const { id, buyer } = (await ask(wish)).unwrap();
      return (await parts.review.submit(guild, id, buyer, { text: `paid ${id}` })).unwrap();
    },
    /** An order as it is now. */
    now: async (id: string) => (await parts.orders.of(guild, id))!,
  };
}

/** A product like any other. */
export const facts: ProductFacts = {
  name: 'Key',
  description: 'Opens everything',
  category: '',
  kind: 'key',
  emoji: null,
  supply: 'items',
  prices: [
    { amount: 1099, currency: 'USD' },
    { amount: 999, currency: 'EUR' },
  ],
  perBuyer: null,
  role: null,
  roleMinutes: null,
  visible: true,
};

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

/** Runs the tests of `body` on every database. */
export const onEveryDatabase = (
  body: Parameters<typeof everyDatabase<Ground, Partial<ShopSettings>>>[1],
): void => everyDatabase(groundOn, body);
