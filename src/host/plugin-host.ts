import { join } from 'node:path';
import type { SapphireClient } from '@sapphire/framework';
import type { Actor } from '../sdk/actor.ts';
import type { PluginHost } from '../sdk/plugin.ts';
import { Refusal } from '../sdk/refusal.ts';
import type { Generation } from './generation.ts';
import type { HostParts } from './host-parts.ts';
import { PluginProblem } from './problem.ts';

/** What one generation gets to run on. */
export function pluginHost(generation: Generation, parts: HostParts): PluginHost {
  const { plugin: name, number, version, scope, texts, definition } = generation;
  return {
    name,
    version,
    generation: number,
    database: generation.database!,
    jobs: parts.jobsOf(name),
    events: parts.eventsOf(name),
    audit: parts.auditOf(name),
    trail: parts.trailOf(name, generation.database!),
    clock: parts.clock,
    logger: parts.loggerOf(name, number),
    scope,
    texts: {
      in: (locale) => texts.in(locale),
      ofGuild: async (guild) => {
        const reading = await parts.readingOf(guild);
        return { t: texts.in(reading.locale), ...reading };
      },
    },
    client: parts.client as SapphireClient<true>,
    roblox: parts.roblox,
    rateSource: parts.rateSource,
    folder: generation.folder,
    dataFolder: join(parts.dataFolder, name),
    logFolder: join(parts.logFolder, name),
    vault: parts.vaultOf(name),
    drafts: parts.draftsOf(name),
    route: (method, route, handler) => {
      const key = `${method} ${route}`;
      if (!/^[a-z0-9-]{1,60}$/.test(route) || generation.routes.has(key)) {
        const why = generation.routes.has(key) ? 'is there already' : 'has other signs than a-z, 0-9 and -';
        throw new PluginProblem('prepare', `the route "${key}" ${why}`, { place: `${name}/plugin.ts` });
      }
      generation.routes.set(key, handler);
    },
    addressOf: (route) =>
      parts.publicUrl && new URL(`plugins/${name}/${route}`, `${parts.publicUrl.href.replace(/\/*$/, '')}/`),
    settings: async (guild) => parts.settingsOf(name, guild) as never,
    onSettings: (listener) => {
      generation.settingsListeners.add(listener);
      scope.use('settings listener', () => generation.settingsListeners.delete(listener));
    },
    isOn: async (guild) => !generation.closed() && (await parts.switches.isOn(name, guild)),
    may: async (actor: Actor, capability: string) => {
      try {
        return await parts.capabilities.may(actor, name, capability);
      } catch (error) {
        parts.loggerOf(name, number).error('a permission could not be checked', { capability, error });
        throw new Refusal('unchecked');
      }
    },
    capabilities: parts.capabilityBook,
    provide: (service, implementation) => {
      if (!definition.provides?.includes(service)) {
        // A plain error: its stack says where.
        throw new Error(`provides "${service}", and plugin.ts does not say so: add it to "provides"`);
      }
      generation.services.set(service, implementation);
    },
    use: (service) => parts.services.get(service) as never,
    useIn: async (guild, service) => {
      const provider = parts.services.provider(service)?.plugin;
      const on = provider !== undefined && (await parts.switches.isOn(provider, guild));
      return (on ? parts.services.get(service) : undefined) as never;
    },
  };
}
