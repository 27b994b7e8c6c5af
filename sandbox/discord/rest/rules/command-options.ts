import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import { commandLimits } from '../../limits.ts';
import { isSubcommand } from '../../state/commands.ts';
import type { CommandOption } from '../../state/types.ts';
import { characters } from '../body/field-readers.ts';
import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';
import { localeRules, nameRules } from './command-names.ts';

/**
 * Options side by side: no name twice, the required ones first, subcommands only beside subcommands. What a
 * subcommand and a group may hold is in their schemas.
 */
export function optionListRules(options: readonly CommandOption[], errors: FormErrors, path: FormPath): void {
  const names = new Set<string>();
  let optional = false;
  options.forEach((option, index) => {
    const at = [...path, index];
    if (names.has(option.name))
      errors.add(
        at,
        'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
        `Option name ${option.name} is already used in these options`,
      );
    names.add(option.name);
    if (option.required && optional)
      errors.add(
        at,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    optional ||= !option.required;
    optionRules(option, errors, at);
  });
  if (options.some(isSubcommand) && !options.every(isSubcommand))
    errors.add(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    );
}

/** The types of option that a member belongs to. */
const belongs: Readonly<Record<string, readonly number[]>> = {
  choices: [T.String, T.Integer, T.Number],
  autocomplete: [T.String, T.Integer, T.Number],
  min_value: [T.Integer, T.Number],
  max_value: [T.Integer, T.Number],
  min_length: [T.String],
  max_length: [T.String],
  channel_types: [T.Channel],
};

function optionRules(option: CommandOption, errors: FormErrors, path: FormPath): void {
  localeRules(option, errors, path);
  nameRules(option, errors, path);
  for (const [member, types] of Object.entries(belongs)) {
    const value = option[member as keyof CommandOption];
    const set = Array.isArray(value)
      ? value.length > 0
      : value !== undefined && value !== null && value !== false;
    if (set && !types.includes(option.type))
      errors.add(
        [...path, member],
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        `Options of type ${option.type} cannot have ${member}`,
      );
  }
  if (option.autocomplete && option.choices?.length)
    errors.add(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
      'Autocomplete and choices are mutually exclusive',
    );
  for (const kind of ['value', 'length'] as const) {
    const [min, max] = [option[`min_${kind}`], option[`max_${kind}`]];
    if (typeof min === 'number' && typeof max === 'number' && min > max)
      errors.add([...path, `min_${kind}`], ...problem.tooLarge(max));
  }
  // The specification allows 6,000 characters, the docs and the API allow 100.
  if (belongs.choices!.includes(option.type))
    option.choices?.forEach(({ value }, index) => {
      if (typeof value === 'string' && characters(value) > commandLimits.choiceValue)
        errors.add(
          [...path, 'choices', index, 'value'],
          ...problem.length(undefined, commandLimits.choiceValue),
        );
    });
  if (isSubcommand(option)) optionListRules(option.options ?? [], errors, [...path, 'options']);
}
