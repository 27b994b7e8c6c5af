import type { NewId, PluginHost } from '@guildhall/sdk';
import type { settings } from './settings.ts';

/** What the domain runs on: the parts of the host it needs, and where ids come from. */
export interface Context
  extends Pick<PluginHost<typeof settings>, 'database' | 'audit' | 'clock' | 'settings'> {
  readonly newId: NewId;
  /** The full names of all capabilities that are loaded now. */
  readonly declared: () => readonly string[];
  /** Is told after a guild's grants changed. */
  readonly changed: (guild: string) => void;
}
