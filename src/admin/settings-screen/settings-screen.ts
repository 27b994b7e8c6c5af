import { escapeMarkdown, type Guild } from 'discord.js';
import type { Field } from '../../sdk/fields/field.ts';
import { fieldRow } from '../../sdk/fields/field-row.ts';
import { listPage, pageTurner, panel, text } from '../../sdk/panel.ts';
import type { Message } from '../../sdk/respond.ts';
import type { Translate } from '../../sdk/texts.ts';
import { settingId } from './setting-id.ts';

/** What the screen shows. */
export interface SettingsView {
  readonly plugin: string;
  readonly guild: Guild;
  /** The name of the feature for people. */
  readonly title: string;
  readonly fields: readonly Field[];
  readonly values: Readonly<Record<string, unknown>>;
  /** Fields that a config file decides, with the file's name. */
  readonly fixed: Readonly<Record<string, string>>;
  /** Fields whose value cannot work as it is, with what is wrong and what to do. */
  readonly warnings: Readonly<Record<string, string>>;
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
  const { plugin, guild, title, fields, values, fixed, warnings, t, note } = view;
  const page = listPage(fields, view.page, perPage);
  return panel([
    text(`## ${t('settings-screen.title', { feature: escapeMarkdown(title) })}`),
    ...(note === undefined ? [] : [text(note)]),
    ...(fields.length === 0
      ? [text(t('settings-screen.none'))]
      : page.shown.map((field) =>
          fieldRow({
            field,
            value: values[field.name],
            guild,
            address: (act, ...to) => settingId(`setting-${act}`, plugin, field.name, ...to),
            file: fixed[field.name],
            warning: warnings[field.name],
            t,
          }),
        )),
    ...pageTurner(page, (to) => settingId('setting-page', plugin, to), t),
  ]);
}
