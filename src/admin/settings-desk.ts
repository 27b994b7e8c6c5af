import type { Guild, RepliableInteraction } from 'discord.js';
import { type Field, fieldsOf } from '../sdk/fields/field.ts';
import type { FieldDesk } from '../sdk/fields/field-desk.ts';
import { Refusal } from '../sdk/refusal.ts';
import { type Message, update } from '../sdk/respond.ts';
import type { Translate } from '../sdk/texts.ts';
import type { SettingsState } from './admin-host.ts';
import { isSilent } from './doctor/role-findings.ts';
import { featureName } from './feature-name.ts';
import { orRefuse } from './or-refuse.ts';
import guildhall from './plugin.ts';
import { settingId } from './settings-screen/setting-id.ts';
import { pageOfField, settingsScreen } from './settings-screen/settings-screen.ts';

type Interaction = RepliableInteraction<'cached'>;

interface Opened {
  readonly state: SettingsState;
  readonly fields: readonly Field[];
  readonly t: Translate;
}

/** Shows the settings of a plugin to someone. @throws Refusal when it has none. */
export async function showSettings(interaction: Interaction, plugin: string, page = 0): Promise<void> {
  await update(interaction, await settingsAnswer(interaction, plugin, page));
}

/** One setting that someone wants to change. @throws Refusal when it is gone, a file decides it, or only the owner may. */
export async function settingDesk(
  interaction: Interaction,
  plugin: string,
  name: string,
): Promise<FieldDesk> {
  const { guildId, guild, user } = interaction;
  const { state, fields, t } = await open(interaction, plugin);
  const field = fields.find((each) => each.name === name);
  if (!field) {
    throw new Refusal('setting-gone');
  }
  if (field.meta.ownerOnly && user.id !== guild.ownerId) {
    throw new Refusal('setting-owner-only');
  }
  const file = state.fixed[name];
  if (file !== undefined) {
    throw new Refusal('setting-fixed', { file });
  }
  const { settings, drafts } = guildhall.parts;
  const page = pageOfField(fields, name);
  return {
    view: {
      field,
      value: state.values[name],
      guild,
      address: (act) => settingId(`setting-${act}`, plugin, name),
      back: settingId('setting-page', plugin, page),
      t,
    },
    drafts,
    draft: `${guildId}:${plugin}:${name}`,
    save: async (value) => {
      orRefuse(await settings.write(guildId, plugin, { [name]: value }, user.id));
      return undefined;
    },
    screen: (note) => settingsAnswer(interaction, plugin, page, note),
  };
}

async function settingsAnswer(
  interaction: Interaction,
  plugin: string,
  page: number,
  note?: string,
): Promise<Message> {
  const { state, fields, t } = await open(interaction, plugin);
  const { values, fixed } = state;
  const title = featureName(plugin, t);
  return settingsScreen({
    plugin,
    guild: interaction.guild,
    title,
    fields,
    values,
    fixed,
    warnings: warningsOf(interaction.guild, fields, values, t),
    page,
    t,
    ...(note === undefined ? {} : { note }),
  });
}

/** What is wrong with roles that the bot is to mention. The caches know: Discord is asked nothing. */
function warningsOf(
  guild: Guild,
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
  t: Translate,
): Record<string, string> {
  const silent = fields.filter(({ name, meta }) => isSilent(guild, meta, values[name], values));
  return Object.fromEntries(silent.map(({ name }) => [name, t('settings-screen.silent-role')]));
}

async function open({ guildId, locale }: Interaction, plugin: string): Promise<Opened> {
  const { settings, textsOf } = guildhall.parts;
  const t = textsOf(plugin)(locale);
  const state = await settings.read(guildId, plugin);
  if (!state) {
    throw new Refusal('no-settings', { feature: featureName(plugin, t) });
  }
  return { state, fields: fieldsOf(state.schema), t };
}
