import { z } from 'zod';
import { hostName } from '../admin/admin-host.ts';
import { serverSettings } from '../admin/server-settings.ts';
import { definitionOf, type PluginRecord } from '../host/record.ts';
import type { SettingsSchema } from '../sdk/settings.ts';

const noSettings: SettingsSchema = z.object({});

/** Finds the settings schema of a plugin, or of the host; an empty one where a plugin has no settings. */
export function schemas(
  recordOf: (plugin: string) => PluginRecord | undefined,
): (plugin: string) => SettingsSchema | undefined {
  return (plugin) => {
    const definition = definitionOf(recordOf(plugin));
    return plugin === hostName ? serverSettings : definition && (definition.settings ?? noSettings);
  };
}
