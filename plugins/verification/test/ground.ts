import { randomInt as cryptoInt } from 'node:crypto';
import { shortId } from '@guildhall/sdk';
import type { Dialect } from '../../../src/data/connection.ts';
import { groundFor } from '../../../test/ground/plugin-ground.ts';
import type { Context } from '../context.ts';
import { partsOf } from '../parts.ts';
import plugin from '../plugin.ts';
import { settings, type VerificationSettings } from '../settings.ts';
import { FakeOAuth } from './fake-oauth.ts';
import { FakeRoblox } from './fake-roblox.ts';

export { codeOf } from '../../../test/ground/plugin-ground.ts';

export const guild = '100000000000000001';
export const [ada, bob, eve] = ['200000000000000001', '200000000000000002', '200000000000000003'] as const;
export const other = '100000000000000002';
export const minutes = (count: number) => count * 60_000;

/** The domain on a database. @returns undefined where there is no server. */
export async function groundOn(dialect: Dialect, chosen: Partial<VerificationSettings> = {}) {
  const ground = await groundFor('verification', plugin.definition.entities!, dialect);
  if (!ground) {
    return undefined;
  }
  const { host } = ground;
  const roblox = new FakeRoblox();
  const oauth = new FakeOAuth();
  const waits: number[] = [];
  const context: Context = {
    ...host,
    settings: async () => {
      // The host refuses it inside a transaction, wherever it does not happen to know them already.
      host.database.read();
      return settings.parse(chosen);
    },
    newId: shortId,
    roblox,
    oauth,
    randomInt: (below) => cryptoInt(below),
    wait: async (ms) => {
      waits.push(ms);
      ground.advance(ms);
      await roblox.passed(ms);
    },
  };
  return {
    ...ground,
    ...partsOf(context),
    context,
    roblox,
    oauth,
    waits,
    choose: (change: Partial<VerificationSettings>) => Object.assign(chosen, change),
  };
}

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

/** Plays a member who verifies: begins, writes the words into the profile and has them looked for. */
export async function verify(ground: Ground, user: string, account: string, inGuild = guild) {
  const { words } = (await ground.verifications.begin({ guild: inGuild, user, by: user }, account)).unwrap();
  ground.roblox.describe(account, words.join(' '));
  return ground.verifications.check(inGuild, user);
}
