import { hostName } from '../admin/admin-host.ts';
import type { ConfigFiles } from '../config/config-files.ts';
import type { ConfigLayer } from '../config/config-layer.ts';
import type { FeatureFiles } from './feature-switches.ts';

/** What guilds need of the config files. */
export type ConfigSource = Pick<ConfigFiles, 'defaults' | 'ofGuild' | 'problems' | 'onChange'>;

/** The settings of a plugin that a file names. A file keeps those of the host at its top. */
export function settingsIn(
  layer: ConfigLayer | undefined,
  plugin: string,
): Readonly<Record<string, unknown>> {
  const named = layer?.settings[plugin] ?? {};
  if (plugin !== hostName || !layer) {
    return named;
  }
  const { locale: language, timeZone, prefix } = layer;
  const own = Object.entries({ language, timeZone, prefix }).filter(([, value]) => value !== undefined);
  return { ...named, ...Object.fromEntries(own) };
}

/** What the config files say about features. */
export function featureFiles(files: Pick<ConfigSource, 'defaults' | 'ofGuild'>): FeatureFiles {
  return {
    byDefault: (plugin) => files.defaults().features[plugin],
    fixed: (guild, plugin) => files.ofGuild(guild)?.features[plugin],
  };
}
