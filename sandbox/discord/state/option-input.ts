import { ApplicationCommandType, ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import { commandLimits } from '../limits.ts';
import { isSubcommand } from './commands.ts';
import type { OptionValues, Value } from './interaction-input.ts';
import type { Resolved } from './resolved.ts';
import type { ApplicationCommand, CommandOption } from './types.ts';

/** The wire shape of an option of an interaction. */
export interface SentOption {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean;
  readonly options?: SentOption[];
  readonly focused?: true;
}

/** A command's name as people write it: with a slash when it is one. */
export function commandTitle(command: ApplicationCommand, path: readonly string[] = []): string {
  return `${command.type === ApplicationCommandType.ChatInput ? '/' : ''}${[command.name, ...path].join(' ')}`;
}

/** The options of the command, or of the subcommand that `path` leads to. @throws Error when it leads nowhere. */
export function optionsAt(command: ApplicationCommand, path: readonly string[]): CommandOption[] {
  let { options } = command;
  path.forEach((name, depth) => {
    const next = options.find((option) => isSubcommand(option) && option.name === name);
    if (!next) {
      const at = commandTitle(command, path.slice(0, depth));
      throw new Error(`${at} has no subcommand "${name}"${listed(options.filter(isSubcommand))}`);
    }
    options = next.options ?? [];
  });
  const below = options.filter(isSubcommand);
  if (below.length > 0) throw new Error(`${commandTitle(command, path)} needs a subcommand${listed(below)}`);
  return options;
}

/** Puts the options of a subcommand inside it, and that inside its group. */
export function nested(
  command: ApplicationCommand,
  path: readonly string[],
  options: SentOption[],
): SentOption[] {
  let levels = command.options;
  const types = path.map((name) => {
    const option = levels.find((candidate) => candidate.name === name)!;
    levels = option.options ?? [];
    return option.type;
  });
  return path.reduceRight((inner, name, depth) => [{ name, type: types[depth]!, options: inner }], options);
}

/**
 * Options as a client sends them.
 * @throws Error that names the option and what is wrong: unknown, missing, not among the choices, out of range.
 */
export function sentOptions(
  title: string,
  definitions: readonly CommandOption[],
  values: OptionValues,
  resolved: Resolved,
): SentOption[] {
  for (const { name, required } of definitions)
    if (required && values[name] === undefined) throw new Error(`${title} needs the option "${name}"`);
  return given(title, definitions, values).map(([option, value]) => ({
    name: option.name,
    type: option.type,
    value: checkedValue(option, value, `${title} ${option.name}`, resolved),
  }));
}

/** Options while somebody types in `focused`: that one as the text that stands there, the others unchecked. */
export function typedOptions(
  title: string,
  definitions: readonly CommandOption[],
  values: OptionValues,
  focused: string,
  resolved: Resolved,
): SentOption[] {
  const option = definitions.find(({ name }) => name === focused);
  if (!option) throw new Error(`${title} has no option "${focused}"${listed(definitions)}`);
  if (!option.autocomplete) throw new Error(`${title}: the option "${focused}" has no autocomplete`);
  return given(title, definitions, { ...values, [focused]: values[focused] ?? '' }).map(
    ([{ name, type }, value]): SentOption =>
      name === focused
        ? { name, type, value: String(value), focused: true }
        : { name, type, value: plainValue(type, value, `${title} ${name}`, resolved, undefined) },
  );
}

function given(
  title: string,
  definitions: readonly CommandOption[],
  values: OptionValues,
): [CommandOption, Value][] {
  return Object.entries(values).flatMap(([name, value]): [CommandOption, Value][] => {
    if (value === undefined) return [];
    const option = definitions.find((candidate) => candidate.name === name);
    if (!option) throw new Error(`${title} has no option "${name}"${listed(definitions)}`);
    return [[option, value]];
  });
}

function checkedValue(option: CommandOption, value: Value, label: string, resolved: Resolved) {
  const { choices } = option;
  if (choices?.length) {
    const choice =
      choices.find((candidate) => candidate.value === value) ??
      choices.find((candidate) => candidate.name === value);
    if (choice) return choice.value;
    throw new Error(`${label}: ${JSON.stringify(value)} is not among the choices${listed(choices)}`);
  }
  const plain = plainValue(option.type, value, label, resolved, option.channel_types);
  if (typeof plain === 'number') needWithin(plain, option.min_value, option.max_value, label, plain);
  if (option.type === T.String) {
    const { length } = plain as string;
    if (length === 0) throw new Error(`${label}: nothing was typed`);
    needWithin(
      length,
      option.min_length,
      option.max_length ?? commandLimits.optionText,
      label,
      `${length} characters`,
    );
  }
  return plain;
}

/** A value of the option's type, unchecked but for being of that type. */
function plainValue(
  type: number,
  value: Value,
  label: string,
  resolved: Resolved,
  channelTypes: readonly number[] | undefined,
): string | number | boolean {
  switch (type) {
    case T.User:
      return resolved.user(value, label);
    case T.Role:
      return resolved.role(value, label);
    case T.Mentionable:
      return resolved.mentionable(value, label);
    case T.Channel:
      return resolved.channel(value, label, channelTypes);
    case T.Attachment:
      return resolved.attachment(value, label);
    case T.Boolean:
      if (typeof value === 'boolean') return value;
      throw new Error(`${label}: expected true or false`);
    case T.Integer:
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      throw new Error(`${label}: expected a whole number, and got ${JSON.stringify(value)}`);
    case T.Number:
      if (typeof value === 'number' && Math.abs(value) <= 2 ** 53) return value;
      throw new Error(`${label}: expected a number, and got ${JSON.stringify(value)}`);
    default:
      if (typeof value === 'string') return value;
      throw new Error(`${label}: expected a text, and got ${JSON.stringify(value)}`);
  }
}

/** @throws Error when `size` is not between `min` and `max`. @param shown what is out of range, for the text. */
export function needWithin(
  size: number,
  min: number | undefined,
  max: number | undefined,
  label: string,
  shown: string | number,
): void {
  if (min !== undefined && size < min) throw new Error(`${label}: ${shown}, at least ${min} expected`);
  if (max !== undefined && size > max) throw new Error(`${label}: ${shown}, at most ${max} expected`);
}

/** ` (there is: a, b)`, to end a refusal with. */
export function listed(things: readonly { readonly name: string }[]): string {
  return things.length > 0 ? ` (there is: ${things.map(({ name }) => name).join(', ')})` : '';
}
