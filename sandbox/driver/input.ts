import { ApplicationCommandOptionType as O, ComponentType as T } from 'discord-api-types/v10';
import { isSubcommand } from '../discord/state/commands.ts';
import type { Value } from '../discord/state/interaction-input.ts';
import type { ApplicationCommand, Channel, CommandOption, Component, Role } from '../discord/state/types.ts';
import type { Bot } from './bot.ts';
import { channelNamed, memberNamed, roleNamed, UnknownName, userNamed } from './names.ts';
import type { Person } from './person.ts';

/** A file that somebody attaches. */
export interface InputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** MIME type; guessed from the name's ending by default. */
  readonly type?: string;
}

/** What a person fills in: people, roles and channels by themselves, their name or their id. */
export type Input = string | number | boolean | Person | Bot | Role | Channel | InputFile;

/** A command's name and its path inside: `/ticket create` is `ticket` with `create`. */
export interface CommandLine {
  readonly name: string;
  readonly path: readonly string[];
}

/** Takes a typed command apart: the name, and the subcommands that follow. */
export function commandLine(line: string): CommandLine {
  const [name = '', ...path] = line.trim().replace(/^\//, '').split(/\s+/);
  return { name, path };
}

/** The options that stand at a path of a command; undefined when it has no such subcommand. */
export function optionsAt(
  command: ApplicationCommand,
  path: readonly string[],
): readonly CommandOption[] | undefined {
  let options: readonly CommandOption[] = command.options;
  for (const step of path) {
    const next = options.find((option) => option.name === step && isSubcommand(option));
    if (!next) return undefined;
    options = next.options ?? [];
  }
  return options;
}

/** A command and its subcommands as a person would type them: `/ticket create`. */
export function commandLines(command: ApplicationCommand): string[] {
  const walk = (prefix: string, options: readonly CommandOption[]): string[] => {
    const folders = options.filter(isSubcommand);
    return folders.length === 0
      ? [prefix]
      : folders.flatMap((folder) => walk(`${prefix} ${folder.name}`, folder.options ?? []));
  };
  return walk(`/${command.name}`, command.options);
}

/** What somebody filled into an option, as the interaction takes it: names become what they name. */
export function optionValue(person: Person, option: CommandOption | undefined, input: Input): Value {
  switch (option?.type) {
    case O.User:
      return named(person, input, 'user');
    case O.Role:
      return named(person, input, 'role');
    case O.Channel:
      return named(person, input, 'channel');
    case O.Mentionable:
      return named(person, input, 'mentionable');
    default:
      return option?.choices?.find(({ name }) => name === input)?.value ?? plain(input);
  }
}

/** Which of people, roles and channels a select menu or a field takes, by its component's type. */
const kinds: Record<number, Kind> = {
  [T.UserSelect]: 'user',
  [T.RoleSelect]: 'role',
  [T.ChannelSelect]: 'channel',
  [T.MentionableSelect]: 'mentionable',
};

/** What somebody chose in a component, as the interaction takes it: labels become values, names what they name. */
export function componentValue(person: Person, component: Component, input: Input): Value {
  const kind = kinds[component.type];
  if (kind) return named(person, input, kind);
  const options = component.options as { label: string; value: string }[] | undefined;
  return options?.find(({ label }) => label === input)?.value ?? plain(input);
}

type Kind = 'user' | 'role' | 'channel' | 'mentionable';

/** @throws UnknownName */
function named(person: Person, input: Input, kind: Kind): Value {
  if (typeof input !== 'string') return plain(input);
  const { guild, sandbox } = person;
  if (!guild) return userNamed(sandbox.world, input);
  switch (kind) {
    case 'channel':
      return channelNamed(guild.record, input, (channel) => person.seesChannel(channel));
    case 'role':
      return roleNamed(guild.record, input);
    case 'user':
      return memberOrUser();
    case 'mentionable':
      try {
        return memberOrUser();
      } catch (error) {
        if (error instanceof UnknownName) return roleNamed(guild.record, input);
        throw error;
      }
  }

  /** A client offers members; by id it takes anybody. */
  function memberOrUser(): Value {
    const text = input as string;
    return sandbox.world.users.get(text) ?? memberNamed(guild!.record, text).user;
  }
}

function plain(input: Input): Value {
  return isAccount(input) ? input.user : input;
}

function isAccount(input: Input): input is Person | Bot {
  return typeof input === 'object' && 'user' in input;
}
