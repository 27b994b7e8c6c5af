import type { RepliableInteraction } from 'discord.js';
import { update } from '../sdk/respond.ts';
import { featureName } from './feature-name.ts';
import { orRefuse } from './or-refuse.ts';
import guildhall from './plugin.ts';
import { featureList } from './views/feature-list.ts';

type Interaction = RepliableInteraction<'cached'>;

/** Shows all features to someone, on the message that they clicked or as an answer. */
export async function showFeatures(interaction: Interaction, page = 0, note?: string): Promise<void> {
  const { features, textsOf } = guildhall.parts;
  const list = await features.list(interaction.guildId);
  const { locale } = interaction;
  await update(
    interaction,
    featureList({ features: list, page, locale, textsOf, ...(note === undefined ? {} : { note }) }),
  );
}

/** Switches a feature on or off, then shows all of them. @throws Refusal */
export async function switchFeature(
  interaction: Interaction,
  plugin: string,
  on: boolean,
  page = 0,
): Promise<void> {
  const { features, settings, textsOf } = guildhall.parts;
  orRefuse(await features.set(interaction.guildId, plugin, on, interaction.user.id));
  const t = textsOf(plugin)(interaction.locale);
  const hasSettings = on && (await settings.read(interaction.guildId, plugin)) !== undefined;
  const done = on ? (hasSettings ? 'features.now-on-settings' : 'features.now-on') : 'features.now-off';
  await showFeatures(interaction, page, t(done, { feature: featureName(plugin, t), plugin }));
}
