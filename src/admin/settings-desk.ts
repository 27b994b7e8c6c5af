import type { RepliableInteraction } from 'discord.js';
import { type Field, fieldsOf, nameOf } from '../sdk/fields/field.ts';
import { type FieldView, refusedField } from '../sdk/fields/field-editor.ts';
import { problemText, readSubmission } from '../sdk/fields/submission.ts';
import { Refusal } from '../sdk/refusal.ts';
import { update } from '../sdk/respond.ts';
import type { Translate } from '../sdk/texts.ts';
import type { SettingsState } from './admin-host.ts';
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
export async function showSettings(
  interaction: Interaction,
  plugin: string,
  page = 0,
  note?: string,
): Promise<void> {
  const { state, fields, t } = await open(interaction, plugin);
  const { values, fixed } = state;
  const title = featureName(plugin, t);
  await update(
    interaction,
    settingsScreen({
      plugin,
      title,
      fields,
      values,
      fixed,
      page,
      t,
      ...(note === undefined ? {} : { note }),
    }),
  );
}

/** One setting that someone wants to change. @throws Refusal when it is gone, a file decides it, or only the owner may. */
export async function openSetting(
  interaction: Interaction,
  plugin: string,
  name: string,
): Promise<FieldView & { readonly page: number }> {
  const { state, fields, t } = await open(interaction, plugin);
  const field = fields.find((each) => each.name === name);
  if (!field) {
    throw new Refusal('setting-gone');
  }
  if (field.meta.ownerOnly && interaction.user.id !== interaction.guild.ownerId) {
    throw new Refusal('setting-owner-only');
  }
  const file = state.fixed[name];
  if (file !== undefined) {
    throw new Refusal('setting-fixed', { file });
  }
  return {
    field,
    value: state.values[name],
    address: (act) => settingId(`setting-${act}`, plugin, name),
    back: settingId('setting-page', plugin, pageOfField(fields, name)),
    page: pageOfField(fields, name),
    t,
  };
}

/**
 * Takes what someone sent for a setting and shows the settings again. What cannot be taken is kept for another try.
 * @throws Refusal
 */
export async function saveSetting(
  interaction: Interaction,
  plugin: string,
  name: string,
  sent: string | readonly string[],
): Promise<void> {
  const view = await openSetting(interaction, plugin, name);
  const read = readSubmission(view.field, sent);
  if (read.isErr()) {
    const typed = typeof sent === 'string' ? sent : '';
    await guildhall.parts.drafts.put(interaction.user.id, draftKey(interaction, plugin, name), typed);
    await update(interaction, refusedField(view, problemText(read.unwrapErr(), view.t), typed));
    return;
  }
  const { settings } = guildhall.parts;
  const patch = { [name]: read.unwrap() };
  orRefuse(await settings.write(interaction.guildId, plugin, patch, interaction.user.id));
  const note = view.t('settings-screen.saved', { setting: nameOf(view.field, view.t) });
  await showSettings(interaction, plugin, view.page, note);
}

/** What someone typed that could not be taken. */
export async function draftOf(
  interaction: Interaction,
  plugin: string,
  name: string,
): Promise<string | undefined> {
  return guildhall.parts.drafts.get(interaction.user.id, draftKey(interaction, plugin, name));
}

const draftKey = ({ guildId }: Interaction, plugin: string, name: string) => `${guildId}:${plugin}:${name}`;

async function open({ guildId, locale }: Interaction, plugin: string): Promise<Opened> {
  const { settings, textsOf } = guildhall.parts;
  const t = textsOf(plugin)(locale);
  const state = await settings.read(guildId, plugin);
  if (!state) {
    throw new Refusal('no-settings', { feature: featureName(plugin, t) });
  }
  return { state, fields: fieldsOf(state.schema), t };
}
