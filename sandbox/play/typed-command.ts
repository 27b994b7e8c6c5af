import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ApplicationCommandOptionType as O } from 'discord-api-types/v10';
import { findCommand, isSubcommand } from '../discord/state/commands.ts';
import type { ApplicationCommand, CommandOption } from '../discord/state/types.ts';
import { type Input, optionsAt } from '../driver/input.ts';
import type { Player } from './player.ts';
import type { Word } from './words.ts';

/** A slash command as the driver takes it. */
export interface TypedCommand {
  /** Like `/pad end`. */
  readonly path: string;
  readonly inputs: Readonly<Record<string, Input>>;
}

/** Reads `/pad end pad:3 reason:"too late"`. @throws Error that says what the person may type. */
export function typedCommand(player: Player, words: readonly Word[]): TypedCommand {
  const path = words.filter(({ key }) => key === undefined).map(({ text }) => text);
  const command = commandNamed(player, path[0]!.slice(1));
  const definitions = command && optionsAt(command, path.slice(1));
  if (!definitions || definitions.some(isSubcommand)) {
    throw new Error(unknown(player, path));
  }
  const inputs = words.flatMap(({ key, text }) => {
    if (key === undefined) {
      return [];
    }
    const option = definitions.find(({ name }) => name === key);
    if (!option) {
      const names = definitions.map(({ name }) => `${name}:`).join(' ') || 'none';
      throw new Error(`${path.join(' ')} has no option '${key}'. It has: ${names}`);
    }
    return [[key, inputOf(option, text)] as const];
  });
  return { path: path.join(' '), inputs: Object.fromEntries(inputs) };
}

/** A command that the person is offered where they are. */
function commandNamed({ bot, person, place }: Player, name: string): ApplicationCommand | undefined {
  const offered = person.commands(place).some((line) => line.split(' ')[0] === `/${name}`);
  return offered ? findCommand(bot.application, place.guild, name) : undefined;
}

function unknown({ person, place }: Player, path: readonly string[]): string {
  const offered = person.commands(place).filter((line) => line.startsWith('/'));
  if (path.length > 1 && offered.includes(path[0]!)) {
    const words = path.slice(1).join(' ');
    return `${path[0]} does not know '${words}'. Put the option's name before a value, and a text with spaces in quotes: ${path[0]} option:"some words"`;
  }
  const alike = offered.filter((line) => line.startsWith(`${path[0]} `));
  const shown = alike.length > 0 ? alike : offered;
  const typed = path.join(' ');
  const there = shown.length > 0 ? `There is: ${shown.join(', ')}` : 'The menu is empty';
  return alike.length > 0
    ? `'${typed}' is not complete. ${there}`
    : `${person.name} is not offered '${typed}' here. ${there}`;
}

const yes = /^(?:yes|true|on)$/i;
const no = /^(?:no|false|off)$/i;

/** A typed text as the option's type wants it; what does not fit stays a text, which the driver refuses with words. */
function inputOf({ type }: CommandOption, text: string): Input {
  switch (type) {
    case O.Integer:
    case O.Number:
      return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
    case O.Boolean:
      return yes.test(text) ? true : no.test(text) ? false : text;
    case O.Attachment:
      return { name: basename(text), content: readFileSync(text) };
    default:
      return text;
  }
}
