import type { NewId, PluginHost } from '@guildhall/sdk';
import type { settings } from './settings.ts';

/** What the domain runs on: the parts of the host it needs, and where ids come from. */
export interface Context
  extends Pick<PluginHost<typeof settings>, 'database' | 'jobs' | 'events' | 'audit' | 'clock' | 'settings'> {
  readonly newId: NewId;
  readonly newOrderId: () => string;
}

export const minute = 60_000;
export const day = 24 * 60 * minute;
