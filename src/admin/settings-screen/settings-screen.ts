import { type APISectionComponent, ComponentType, escapeMarkdown, inlineCode } from 'discord.js';
import type { Message } from '../../sdk/respond.ts';
import type { Translate } from '../../sdk/texts.ts';
import { button, listPage, pageTurner, panel, text } from '../panel.ts';
import { shortened } from '../shortened.ts';
import { type Field, helpOf, nameOf } from './field.ts';
import { settingId } from './setting-id.ts';
import { shownValue } from './shown-value.ts';

/** What the screen shows. */
export interface SettingsView {
  readonly plugin: string;
  /** The name of the feature for people. */
  readonly title: string;
  readonly fields: readonly Field[];
  readonly values: Readonly<Record<string, unknown>>;
  /** Fields that a config file decides, with the file's name. */
  readonly fixed: Readonly<Record<string, string>>;
  /** From 0; a page behind the end gives the last one. */
  readonly page: number;
  readonly t: Translate;
  /** What was just done, above the settings. */
  readonly note?: string;
}

/** A v2 message holds 40 components; a setting takes three. */
const perPage = 5;

/** The page on which a field stands. */
export function pageOfField(fields: readonly Field[], name: string): number {
  return Math.max(0, Math.floor(fields.findIndex((field) => field.name === name) / perPage));
}

/** All settings of a feature, each with its value, what it is for, and a button that changes it. */
export function settingsScreen(view: SettingsView): Message {
  const { plugin, title, fields, t, note } = view;
  const page = listPage(fields, view.page, perPage);
  return panel([
    text(`## ${t('settings-screen.title', { feature: escapeMarkdown(title) })}`),
    ...(note === undefined ? [] : [text(note)]),
    ...(fields.length === 0
      ? [text(t('settings-screen.none'))]
      : page.shown.map((field) => settingRow(view, field))),
    ...pageTurner(page, (to) => settingId('setting-page', plugin, to), t),
  ]);
}

function settingRow({ plugin, values, fixed, t }: SettingsView, field: Field): APISectionComponent {
  const value = values[field.name];
  const file = fixed[field.name];
  const help = helpOf(field, t);
  const lines = [
    `**${escapeMarkdown(nameOf(field, t))}**: ${shownValue(field, value, t)}`,
    ...(help ? [shortened(help, 300)] : []),
    ...(file === undefined ? [] : [`-# ${t('settings-screen.fixed-by', { file: inlineCode(file) })}`]),
  ];
  const toggles = field.meta.kind === 'toggle';
  const label = toggles
    ? t(value ? 'settings-screen.switch-off' : 'settings-screen.switch-on')
    : t('settings-screen.change');
  // The button says what it will set: two clicks in a row do not undo each other.
  const id = toggles
    ? settingId('setting-toggle', plugin, field.name, value ? 'off' : 'on')
    : settingId('setting-edit', plugin, field.name);
  return {
    type: ComponentType.Section,
    components: [text(lines.join('\n'))],
    accessory:
      file === undefined ? button(id, label) : button(id, t('settings-screen.fixed'), { disabled: true }),
  };
}
