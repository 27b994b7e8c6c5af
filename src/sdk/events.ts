import type { EntityManager } from '@mikro-orm/core';

/**
 * What plugins tell each other, by name: the plugin that tells it, a dot, what happened. A plugin that tells something
 * adds its payload here by `declare module '@guildhall/sdk'`, or in this file when it ships with the host. A payload is
 * JSON; it says which thing, and those who hear it ask the plugin's service how the thing is.
 */
export interface Events {
  /** An order was made or changed. `order` is its id. */
  'orders.changed': { readonly guild: string; readonly order: string };
}

export type EventName = keyof Events | (string & {});

/** The payload of an event. One without a contract is any JSON object. */
export type EventOf<N extends EventName> = N extends keyof Events
  ? Events[N]
  : Readonly<Record<string, unknown>>;

/** Tells other plugins what happened. */
export interface EventPublisher {
  /**
   * Tells all plugins that say `hears: [name]`. In this transaction each gets a job, so it is told if and only if the
   * transaction commits, also after a crash: the piece of the event's name in its `scheduled-tasks/` runs through the
   * gate, at least once, tried again when it fails, and in no promised order.
   *
   * - A plugin that is paused, in quarantine, switched off by the owner, or that waits for a service or could not be
   *   loaded hears it when it runs again. One that is not there, or was unloaded, does not hear it.
   * - With a guild's id as `guild`, only features hear it that are on there. One that is switched off before its turn
   *   hears it when it is on again.
   *
   * A feature that comes late looks at how things are instead.
   * @param name begins with the plugin's own name: `orders.changed`.
   * @param options `key`: of what is not heard yet under a key, only the newest is heard, one at a time.
   * @throws Error when the name belongs to another plugin.
   */
  publish<N extends EventName>(
    em: EntityManager,
    name: N,
    payload: EventOf<N>,
    options?: { readonly key?: string },
  ): Promise<void>;
}
