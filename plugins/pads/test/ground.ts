import { shortId } from '@guildhall/sdk';
import type { Dialect } from '../../../src/data/connection.ts';
import { groundFor } from '../../../test/ground/plugin-ground.ts';
import type { Booking } from '../booking.ts';
import type { Context } from '../context.ts';
import { partsOf } from '../parts.ts';
import plugin from '../plugin.ts';
import { type PadSettings, settings } from '../settings.ts';

export { codeOf } from '../../../test/ground/plugin-ground.ts';

export const guild = '100000000000000001';
export const [ada, bob, eve] = ['200000000000000001', '200000000000000002', '200000000000000003'] as const;
export const channel = '300000000000000001';
export const minutes = (count: number) => count * 60_000;

/** The domain on a database. @returns undefined where there is no server. */
export async function groundOn(dialect: Dialect, chosen: Partial<PadSettings> = {}) {
  const ground = await groundFor('pads', plugin.definition.entities!, dialect);
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
  };
  return {
    ...ground,
    ...partsOf(context),
    context,
    choose: (change: Partial<PadSettings>) => Object.assign(chosen, change),
  };
}

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

export const booking = (change: Partial<Booking> = {}): Booking => ({
  guild,
  pad: 3,
  kind: 'training',
  host: ada,
  starts: 'now',
  channel,
  ...change,
});

export const herself = (user: string) => ({ user, overrides: false });
export const staff = (user: string) => ({ user, overrides: true });
