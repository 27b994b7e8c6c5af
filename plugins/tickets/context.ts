import type { NewId, PluginHost } from '@guildhall/sdk';
import type { settings } from './settings.ts';

/** What the domain runs on: the parts of the host it needs, and where ids come from. */
export interface Context
  extends Pick<PluginHost<typeof settings>, 'database' | 'jobs' | 'audit' | 'clock' | 'settings'> {
  readonly newId: NewId;
}
