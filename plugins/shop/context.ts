import type { NewId, PluginHost } from '@guildhall/sdk';
import type { RandomBytes } from './orders/order-id.ts';
import type { settings } from './settings.ts';
import type { RateSource } from './sources/rate-source.ts';

/** What the domain runs on: the parts of the host it needs, and where ids come from. */
export interface Context
  extends Pick<
    PluginHost<typeof settings>,
    'database' | 'jobs' | 'audit' | 'clock' | 'logger' | 'logFolder' | 'settings' | 'vault'
  > {
  /** Who is asked what coins cost; undefined: nobody. */
  readonly rateSource: RateSource | undefined;
  readonly newId: NewId;
  readonly randomBytes: RandomBytes;
  /** Ids of the roles that somebody has; none for who is no member. Never ask inside a transaction. */
  readonly rolesOf: (guild: string, user: string) => Promise<readonly string[]>;
  /** The time zone (IANA name) of a guild. Never ask inside a transaction. */
  readonly timeZoneOf: (guild: string) => Promise<string>;
}

export const minute = 60_000;
export const day = 24 * 60 * minute;
