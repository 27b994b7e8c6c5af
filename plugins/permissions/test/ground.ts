import { type Database, shortId } from '@guildhall/sdk';
import type { Dialect } from '../../../src/data/connection.ts';
import { groundFor } from '../../../test/ground/plugin-ground.ts';
import type { Context } from '../context.ts';
import { Grant } from '../entities/grant.ts';
import { type Giver, GrantBook } from '../grant-book.ts';
import { Lookup } from '../lookup.ts';

export { codeOf } from '../../../test/ground/plugin-ground.ts';

export const guild = '100000000000000001';
export const otherGuild = '100000000000000002';
export const [owner, ada, bob, eve] = [
  '200000000000000001',
  '200000000000000002',
  '200000000000000003',
  '200000000000000004',
] as const;
export const [staff, helper] = ['300000000000000001', '300000000000000002'] as const;
export const joined = new Date('2026-01-01T00:00:00Z');
export const minutes = (count: number) => count * 60_000;

/** All that may be given. */
export const declared = [
  'pads.host.training',
  'pads.end',
  'tickets.open',
  'permissions.manage',
  'permissions.see',
] as const;

/** The domain on a database. @returns undefined where there is no server. */
export async function groundOn(dialect: Dialect) {
  const ground = await groundFor('permissions', [Grant], dialect);
  if (!ground) {
    return undefined;
  }
  const { host } = ground;
  const state = { managers: false, away: false };
  const changed: string[] = [];
  const reachable = (): Database => {
    if (state.away) {
      throw new Error('the database is away');
    }
    return host.database;
  };
  const context: Context = {
    ...host,
    database: {
      read: () => reachable().read(),
      transaction: async (work) => reachable().transaction(work),
    },
    settings: async () => ({ managers: state.managers }),
    newId: shortId,
    declared: () => declared,
    changed: (id) => void changed.push(id),
  };
  return {
    ...ground,
    state,
    changed,
    context,
    book: new GrantBook(context),
    lookup: new Lookup(context),
    grants: () => host.database.read().find(Grant, {}, { orderBy: { id: 'asc' } }),
    clear: () => host.database.read().nativeDelete(Grant, {}),
    transaction: context.database.transaction,
  };
}

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

/** The guild's owner, as someone who gives. */
export const byOwner: Giver = { user: owner, ownsGuild: true, holds: async () => ({}) };

/** Somebody else who gives, and what they have themselves. */
export const byManager = (held: Readonly<Record<string, { until?: Date }>>): Giver => ({
  user: ada,
  ownsGuild: false,
  holds: async (capability) => held[capability],
});

export const toUser = (id: string, memberSince = joined) => ({ kind: 'user', id, memberSince }) as const;
export const toRole = (id: string) => ({ kind: 'role', id }) as const;

export const holder = (user: string, roles: readonly string[] = [], memberSince = joined) => ({
  guild,
  user,
  roles,
  memberSince,
});
