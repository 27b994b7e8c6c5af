import { z } from 'zod';
import { type SettingMeta, type SettingsSchema, settingMeta } from '../settings.ts';
import { textOr } from '../text-or.ts';
import type { Translate } from '../texts.ts';

/** One thing that can be chosen on a screen, as its schema declares it. */
export interface Field {
  readonly name: string;
  /** Where its texts stand in the locale files: `<texts>.<name>.name`, `.help` and `.options.<option>`. */
  readonly texts: string;
  readonly meta: SettingMeta;
  readonly schema: z.ZodType;
}

/** The bounds of a field: characters of a text, the value of a number, entries of a list. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** The fields that a screen can show: those made by `setting.*`. @param texts where their texts stand. */
export function fieldsOf(schema: SettingsSchema | undefined, texts = 'settings'): Field[] {
  return Object.entries(schema?.shape ?? {}).flatMap(([name, field]) => {
    const meta = settingMeta(field);
    return meta ? [{ name, texts, meta, schema: field }] : [];
  });
}

export function boundsOf({ schema }: Field): Bounds {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' });
  const min = json.minLength ?? json.minimum ?? json.minItems;
  const max = json.maxLength ?? json.maximum ?? json.maxItems;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** The name of a field for people; the field's own when the plugin has no text for it. */
export function nameOf({ name, texts }: Pick<Field, 'name' | 'texts'>, t: Translate): string {
  return textOr(t, `${texts}.${name}.name`, name);
}

/** What a field is for; empty when the plugin does not say. */
export function helpOf({ name, texts }: Field, t: Translate): string {
  return textOr(t, `${texts}.${name}.help`, '');
}

export function optionName({ name, texts }: Field, option: string, t: Translate): string {
  return textOr(t, `${texts}.${name}.options.${option}`, option);
}
