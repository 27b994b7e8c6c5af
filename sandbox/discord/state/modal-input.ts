import { ComponentType as C } from 'discord-api-types/v10';
import { modalLimits } from '../limits.ts';
import type { ModalValue, Value } from './interaction-input.ts';
import { listed, needWithin } from './option-input.ts';
import type { Resolved } from './resolved.ts';
import { chosenValues, defaultValues, offeredOption, SELECTS } from './select-input.ts';
import type { Component } from './types.ts';

export type ModalValues = Readonly<Record<string, ModalValue>>;

/**
 * The components of a modal as a client sends them back.
 * @throws Error that names the field and what is wrong with it.
 */
export function sentComponents(
  title: string,
  components: readonly Component[],
  values: ModalValues,
  resolved: Resolved,
): object[] {
  const fields = components.flatMap(fieldsOf);
  for (const name of Object.keys(values))
    if (!fields.some((field) => field.custom_id === name)) {
      const names = fields.map((field) => ({ name: field.custom_id as string }));
      throw new Error(`${title} has no field "${name}"${listed(names)}`);
    }
  return components.map((component) => {
    const { type, id } = component;
    const sent = fieldsOf(component).map((field) => sentField(title, field, values, resolved));
    if (type === C.Label) return { type, id, component: sent[0] };
    return type === C.ActionRow ? { type, id, components: sent } : { type, id };
  });
}

/** The fields that stand in a row or under a label. */
function fieldsOf({ type, components, component }: Component): Component[] {
  if (type === C.ActionRow) return components as Component[];
  return type === C.Label ? [component as Component] : [];
}

function sentField(title: string, field: Component, values: ModalValues, resolved: Resolved): object {
  const { type, id } = field;
  const customId = field.custom_id as string;
  const label = `${title} ${customId}`;
  const value = values[customId];
  const common = { type, id, custom_id: customId };
  if (SELECTS.includes(type)) return { ...common, values: sentChoices(field, value, label, resolved) };
  if (type === C.RadioGroup) return { ...common, value: sentRadio(field, value, label) };
  if (type === C.Checkbox) return { ...common, value: value ?? field.default ?? false };
  return { ...common, value: sentText(field, value, label) };
}

function sentText(field: Component, value: ModalValue, label: string): string {
  const text = value ?? field.value ?? '';
  if (typeof text !== 'string') throw new Error(`${label}: expected a text, and got ${JSON.stringify(text)}`);
  if (text === '') {
    if (field.required !== false) throw new Error(`${label}: this field is required`);
    return text;
  }
  const max = (field.max_length as number | undefined) ?? modalLimits.textInput;
  needWithin(text.length, field.min_length as number | undefined, max, label, `${text.length} characters`);
  return text;
}

function sentChoices(field: Component, value: ModalValue, label: string, resolved: Resolved): string[] {
  const list: readonly Value[] =
    value === undefined ? defaultValues(field) : Array.isArray(value) ? value : [value as Value];
  if (list.length === 0 && field.required === false) return [];
  const min = (field.min_values as number | undefined) ?? 1;
  return chosenValues(field, list, field.required === false ? min : Math.max(min, 1), label, resolved);
}

function sentRadio(field: Component, value: ModalValue, label: string): string | null {
  const chosen = value ?? defaultValues(field)[0];
  if (chosen !== undefined) return offeredOption(field, chosen as Value, label);
  if (field.required !== false) throw new Error(`${label}: this field is required`);
  return null;
}
