import type { EntityManager } from '@mikro-orm/core';

export interface JobOptions {
  /** When to run it; now, when left out. */
  readonly runAt?: Date;
  /**
   * At most one job of this plugin waits under a key. Adding it again moves the waiting one: the new payload and time
   * count. A job that runs at that moment is not touched: the new one runs after it.
   */
  readonly key?: string;
  /**
   * The job of the key that waits keeps its time when that is earlier: for "look again then", while somebody else may
   * have said "look now".
   */
  readonly keepEarlier?: boolean;
}

/**
 * Durable work. A job is a row: it is there when the transaction that added it is, it survives a restart, and it runs
 * the `ScheduledTask` piece of its name through the gate, at least once. A failed run is tried again with growing
 * pauses; what keeps failing is parked and shown to staff. One that throws `Later` is run again then, and never parked.
 */
export interface Jobs {
  /**
   * @param name the name of a piece in the plugin's `scheduled-tasks/`.
   * @param payload JSON. With the id of a guild as `guild`, the job waits while the feature is off there.
   */
  add(
    em: EntityManager,
    name: string,
    payload: Readonly<Record<string, unknown>>,
    options?: JobOptions,
  ): Promise<void>;
  /** Takes the waiting job of a key back. A job that runs at that moment finishes. */
  cancel(em: EntityManager, key: string): Promise<void>;
}
