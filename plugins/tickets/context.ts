import type { NewId, PluginHost } from '@guildhall/sdk';
import type { OrderSources } from './forms/order-lookup.ts';
import type { settings } from './settings.ts';

/** What the domain runs on: the parts of the host it needs, and where ids come from. */
export interface Context
  extends Pick<PluginHost<typeof settings>, 'database' | 'jobs' | 'audit' | 'clock' | 'settings'> {
  readonly newId: NewId;
  /** Where orders are looked up. */
  readonly orderSources: OrderSources;
  /** The zone that the clocks of a guild go by, as an IANA name. */
  readonly timeZone: (guild: string) => Promise<string>;
}
