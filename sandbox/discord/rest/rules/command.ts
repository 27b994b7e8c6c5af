import { ApplicationCommandType } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { commandLimits } from '../../limits.ts';
import type { CommandOption } from '../../state/types.ts';
import { characters } from '../body/field-readers.ts';
import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';
import { type Localizations, localeRules, type Named, nameRules } from './command-names.ts';
import { optionListRules } from './command-options.ts';

interface GivenCommand extends Named {
  readonly type?: number | null;
  readonly description?: string | null;
  readonly options?: readonly CommandOption[] | null;
}

const isChatInput = ({ type }: GivenCommand): boolean =>
  (type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;

/**
 * Adds to `errors` what Discord has against one application command beyond its schema, which it must have passed. For
 * a PATCH give the command as it will be: the one that is there with the body's members over it.
 *
 * Source: https://docs.discord.com/developers/interactions/application-commands
 */
export function commandRules(command: object, errors: FormErrors, path: FormPath = []): void {
  const given = command as GivenCommand;
  localeRules(given, errors, path);
  if (isChatInput(given)) {
    nameRules(given, errors, path);
    const at = [...path, 'description'];
    if (given.description === undefined || given.description === null) errors.add(at, ...problem.required);
    else if (given.description === '') errors.add(at, ...problem.length(1, commandLimits.description));
    optionListRules(given.options ?? [], errors, [...path, 'options']);
  } else {
    if (given.description)
      errors.add(
        [...path, 'description'],
        'APPLICATION_COMMAND_INVALID_DESCRIPTION',
        'Context menu commands cannot have description',
      );
    if (given.options?.length)
      errors.add(
        [...path, 'options'],
        'APPLICATION_COMMAND_INVALID_OPTIONS',
        'Context menu commands cannot have options',
      );
  }
  if (size(given) > commandLimits.total)
    errors.add(
      path,
      'APPLICATION_COMMAND_TOO_LARGE',
      `Command exceeds maximum size (${commandLimits.total})`,
    );
}

/**
 * The rules for a bulk overwrite: those of each command, and of all of them together.
 * @throws DiscordError 30032 for more commands of a type than a scope holds.
 */
export function commandListRules(commands: readonly object[], errors: FormErrors): void {
  const names = new Set<string>();
  const counts = new Map<number, number>();
  (commands as readonly GivenCommand[]).forEach((command, index) => {
    commandRules(command, errors, [index]);
    const type = command.type ?? ApplicationCommandType.ChatInput;
    const key = `${type} ${command.name}`;
    if (names.has(key))
      errors.add([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
    names.add(key);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  });
  if (errors.any) return;
  for (const [type, count] of counts)
    if (count > (commandLimits.perScope[type] ?? 0)) throw new DiscordError(30032);
}

/** The longest of a text and its translations counts. */
const longest = (text: string | null | undefined, translations: Localizations): number =>
  Object.values(translations ?? {}).reduce(
    (most, other) => Math.max(most, characters(other)),
    characters(text ?? ''),
  );

const texts = (item: GivenCommand | CommandOption): number =>
  longest(item.name, item.name_localizations) + longest(item.description, item.description_localizations);

const sum = (sizes: readonly number[]): number => sizes.reduce((all, one) => all + one, 0);

// A command has no choices: what a body says of them there was not looked at.
const size = (command: GivenCommand): number => texts(command) + sum((command.options ?? []).map(optionSize));

function optionSize(option: CommandOption): number {
  const choices = 'choices' in option ? option.choices : undefined;
  return (
    size(option) +
    sum(
      (choices ?? []).map(
        (choice) => longest(choice.name, choice.name_localizations) + characters(String(choice.value)),
      ),
    )
  );
}
