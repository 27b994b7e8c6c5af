import type { APIComponentInContainer, RepliableInteraction } from 'discord.js';
import { update } from '../sdk/respond.ts';
import { needsOf } from './doctor-desk.ts';
import { featureName } from './feature-name.ts';
import { orRefuse } from './or-refuse.ts';
import guildhall from './plugin.ts';
import { featureList } from './views/feature-list.ts';
import { switchedNote } from './views/switched.ts';

type Interaction = RepliableInteraction<'cached'>;

/** Shows all features to someone, on the message that they clicked or as an answer. */
export async function showFeatures(
  interaction: Interaction,
  page = 0,
  note: readonly APIComponentInContainer[] = [],
): Promise<void> {
  const { features, textsOf } = guildhall.parts;
  const list = await features.list(interaction.guildId);
  const { locale } = interaction;
  await update(interaction, featureList({ features: list, page, locale, textsOf, note }));
}

/** Switches a feature on or off, then shows all of them, and what it still needs. @throws Refusal */
export async function switchFeature(
  interaction: Interaction,
  plugin: string,
  on: boolean,
  page = 0,
): Promise<void> {
  const { features, settings, textsOf } = guildhall.parts;
  const { guild, guildId, user, locale } = interaction;
  orRefuse(await features.set(guildId, plugin, on, user.id));
  const t = textsOf(plugin)(locale);
  const hasSettings = (await settings.read(guildId, plugin)) !== undefined;
  const needs = on ? await needsOf(guild, plugin, locale) : [];
  const feature = featureName(plugin, t);
  await showFeatures(interaction, page, switchedNote({ plugin, feature, on, hasSettings, needs, t }));
}
