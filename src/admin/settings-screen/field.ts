import { z } from 'zod';
import { type SettingMeta, type SettingsSchema, settingMeta } from '../../sdk/settings.ts';
import type { Translate } from '../../sdk/texts.ts';
import { textOr } from '../text-or.ts';

/** One setting of a plugin, as its schema declares it. */
export interface Field {
  readonly name: string;
  readonly meta: SettingMeta;
  readonly schema: z.ZodType;
}

/** The bounds of a field: characters of a text, the value of a number, entries of a list. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** The fields that a screen can show: those made by `setting.*`. */
export function fieldsOf(schema: SettingsSchema | undefined): Field[] {
  return Object.entries(schema?.shape ?? {}).flatMap(([name, field]) => {
    const meta = settingMeta(field);
    return meta ? [{ name, meta, schema: field }] : [];
  });
}

export function boundsOf({ schema }: Field): Bounds {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' });
  const min = json.minLength ?? json.minimum ?? json.minItems;
  const max = json.maxLength ?? json.maximum ?? json.maxItems;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

export function nameOf({ name }: Field, t: Translate): string {
  return settingName(name, t);
}

/** The name of a field for people; the field's own when the plugin has no text for it. */
export function settingName(field: string, t: Translate): string {
  return textOr(t, `settings.${field}.name`, field);
}

/** What a field is for; empty when the plugin does not say. */
export function helpOf({ name }: Field, t: Translate): string {
  return textOr(t, `settings.${name}.help`, '');
}

export function optionName({ name }: Field, option: string, t: Translate): string {
  return textOr(t, `settings.${name}.options.${option}`, option);
}
