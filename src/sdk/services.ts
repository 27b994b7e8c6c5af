import type { Actor } from './actor.ts';

/** Decides who may do what. Without a plugin that provides it, the declared defaults decide. */
export interface PermissionService {
  /** @param capability the full name, e.g. `pads.host.training`. @param audience what the plugin declared. */
  may(actor: Actor, capability: string, audience: import('./capability.ts').Audience): Promise<boolean>;
}

/**
 * The services that plugins offer each other, by name. A plugin that provides one adds its contract here by
 * `declare module '@guildhall/sdk'`, or in this file when it ships with the host.
 */
export interface Services {
  permissions: PermissionService;
}

export type ServiceName = keyof Services | (string & {});

/** The type behind a service name. A name without a contract is `unknown`. */
export type ServiceOf<N extends ServiceName> = N extends keyof Services ? Services[N] : unknown;
