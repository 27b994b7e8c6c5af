import type { NewId, PluginHost } from '@guildhall/sdk';
import type { RobloxOAuth } from './roblox/oauth/roblox-oauth.ts';
import type { Roblox } from './roblox/roblox.ts';
import type { settings } from './settings.ts';
import type { RandomInt } from './words.ts';

/** What the domain runs on: the parts of the host it needs, Roblox, chance, and a way to wait. */
export interface Context
  extends Pick<PluginHost<typeof settings>, 'database' | 'jobs' | 'audit' | 'clock' | 'settings'> {
  readonly roblox: Roblox;
  /** Signing in with Roblox; undefined where no app is set up. */
  readonly oauth: Pick<RobloxOAuth, 'begin' | 'finish'> | undefined;
  readonly newId: NewId;
  readonly randomInt: RandomInt;
  /** Comes back after `ms` milliseconds of real time. */
  readonly wait: (ms: number) => Promise<void>;
}

export const minute = 60_000;
export const day = 24 * 60 * minute;

export const after = (at: Date, ms: number) => new Date(at.getTime() + ms);
