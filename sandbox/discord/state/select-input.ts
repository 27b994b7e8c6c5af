import { ComponentType as C } from 'discord-api-types/v10';
import type { Value } from './interaction-input.ts';
import { listed, needWithin } from './option-input.ts';
import type { Resolved } from './resolved.ts';
import type { Component } from './types.ts';

interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly default?: boolean;
}

/** Components that one chooses several things in. */
export const SELECTS: readonly number[] = [
  C.StringSelect,
  C.UserSelect,
  C.RoleSelect,
  C.MentionableSelect,
  C.ChannelSelect,
  C.FileUpload,
  C.CheckboxGroup,
];

/**
 * What a client sends for the things chosen in a select menu, a group of checkboxes or a file upload.
 * @param values values or labels of a string select; users, roles, channels or files of the others.
 * @param min the fewest things to choose.
 * @throws Error when a thing is not offered, is chosen twice, or there are too few or too many.
 */
export function chosenValues(
  component: Component,
  values: readonly Value[],
  min: number,
  label: string,
  resolved: Resolved,
): string[] {
  const options = optionsOf(component);
  const max =
    (component.max_values as number | undefined) ?? (component.type === C.CheckboxGroup ? options.length : 1);
  needWithin(values.length, min, max, label, `${values.length} chosen`);
  const sent = values.map((value) => chosenValue(component, value, label, resolved));
  if (new Set(sent).size < sent.length) throw new Error(`${label}: the same thing is chosen twice`);
  return sent;
}

function chosenValue(component: Component, value: Value, label: string, resolved: Resolved): string {
  switch (component.type) {
    case C.UserSelect:
      return resolved.user(value, label);
    case C.RoleSelect:
      return resolved.role(value, label);
    case C.MentionableSelect:
      return resolved.mentionable(value, label);
    case C.ChannelSelect:
      return resolved.channel(value, label, component.channel_types as number[] | undefined);
    case C.FileUpload:
      return resolved.attachment(value, label);
    default:
      return offeredOption(component, value, label);
  }
}

/** The value of the option that is named by its value or its label. @throws Error when there is none. */
export function offeredOption(component: Component, value: Value, label: string): string {
  const options = optionsOf(component);
  const option =
    options.find((candidate) => candidate.value === value) ??
    options.find((candidate) => candidate.label === value);
  if (option) return option.value;
  const names = options.map((candidate) => ({ name: candidate.value }));
  throw new Error(`${label}: ${JSON.stringify(value)} is not offered${listed(names)}`);
}

/** What is chosen already when the person first sees the component. */
export function defaultValues(component: Component): string[] {
  const things = component.default_values as { id: string }[] | undefined;
  if (things) return things.map(({ id }) => id);
  return optionsOf(component)
    .filter((option) => option.default)
    .map((option) => option.value);
}

function optionsOf(component: Component): readonly SelectOption[] {
  return (component.options as SelectOption[] | undefined) ?? [];
}
