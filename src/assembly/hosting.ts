import { OwnerMessages } from '../admin/owner-messages.ts';
import { directMessages } from '../discord/direct-messages.ts';
import type { Environment } from '../env/environment.ts';
import { watchFaults } from '../host/faults.ts';
import type { Generation } from '../host/generation.ts';
import type { HostParts } from '../host/host-parts.ts';
import { Plugins } from '../host/plugins.ts';
import type { Ground } from './ground.ts';

/** Makes the place where plugins run, and takes what they throw where nobody catches it. Nothing is loaded yet. */
export function openPlugins(
  { clock, logger, metrics, newId, secrets, texts }: Ground,
  env: Environment,
  options: {
    readonly parts: HostParts;
    readonly own: Generation;
    readonly onChange: () => void;
    /** Is told of an error after which the process must end. */
    readonly fatal: (error: unknown) => void;
  },
): Plugins {
  const owners = new OwnerMessages({
    owners: env.ownerIds,
    send: directMessages(options.parts.client),
    t: texts.host.in('en-US'),
    clock,
    logger,
  });
  const plugins = new Plugins({
    ...options,
    roots: env.pluginDirs,
    onAlarm: (plugin, what, { message, place }) =>
      owners.tell({ plugin, what, message: secrets.scrub(message), place }),
    onLoad: (plugin, outcome, ms) => metrics.reload(plugin, outcome, ms / 1_000),
  });
  watchFaults({
    plugins: () => plugins.records(),
    count: (plugin, error, generation) => plugins.fault(plugin, error, generation),
    logger,
    newId: () => newId().slice(0, 8),
    fatal: options.fatal,
  });
  metrics.countPlugins(() => plugins.records().map(({ state }) => state));
  return plugins;
}
