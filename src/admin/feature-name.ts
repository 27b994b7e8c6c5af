import { textOr } from '../sdk/text-or.ts';
import type { Translate } from '../sdk/texts.ts';
import { hostName } from './admin-host.ts';

/** How `/settings` and autocomplete call the server's own settings. */
export const serverFeature = 'server';

/** The name of a plugin's feature for people. @param t the plugin's texts. */
export function featureName(plugin: string, t: Translate): string {
  return plugin === hostName ? t('server.name') : textOr(t, 'feature.name', plugin);
}

/** What a plugin's feature does; empty when the plugin does not say. @param t the plugin's texts. */
export function featureHelp(t: Translate): string {
  return textOr(t, 'feature.help', '');
}

/** What a person types for a plugin, as the host knows it. */
export function pluginOf(feature: string): string {
  return feature === serverFeature ? hostName : feature;
}

/** The other way round. */
export function featureOf(plugin: string): string {
  return plugin === hostName ? serverFeature : plugin;
}
