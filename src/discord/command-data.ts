import type { Command } from '@sapphire/framework';
import {
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  type RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandBuilder,
} from 'discord.js';
import type { TextSet } from '../texts/text-library.ts';
import { checkCommand, type Json } from './command-limits.ts';

/**
 * What a command piece registers, as Discord's REST API takes it. Sapphire's registries stay unused: they would send
 * it at once, and for one guild after another.
 * @throws CommandFault for what Discord would refuse.
 */
export function commandsOf(piece: Command, texts: TextSet): RESTPostAPIApplicationCommandsJSONBody[] {
  const collected: Json[] = [];
  const collect = (builder: { toJSON(): unknown }) => collected.push(builder.toJSON() as Json);
  const registry = {
    registerChatInputCommand: (given: unknown) => collect(built(given, () => new SlashCommandBuilder())),
    registerContextMenuCommand: (given: unknown) =>
      collect(built(given, () => new ContextMenuCommandBuilder())),
  };
  piece.registerApplicationCommands?.(registry as never);
  return collected.map((given) => {
    const command = localized(given, texts);
    checkCommand(command);
    return command as unknown as RESTPostAPIApplicationCommandsJSONBody;
  });
}

function built<B extends { toJSON(): unknown }>(given: unknown, create: () => B): { toJSON(): unknown } {
  if (typeof given === 'function') {
    const builder = create();
    return (given as (builder: B) => { toJSON(): unknown } | undefined)(builder) ?? builder;
  }
  return 'toJSON' in (given as object) ? (given as { toJSON(): unknown }) : { toJSON: () => given };
}

/** Puts the texts of all languages where a description, or the name of a choice or a context menu, is a text's key. */
function localized(part: Json, texts: TextSet): Json {
  const { type, name, description, options, choices } = part;
  const result: Json = { ...part };
  if (type === ApplicationCommandType.User || type === ApplicationCommandType.Message) {
    // Only on the command itself: an option's type 2 or 3 is a group or a text.
    if (!('description' in part)) {
      translate(result, 'name', name, texts);
    }
  }
  translate(result, 'description', description, texts);
  if (Array.isArray(choices)) {
    result.choices = choices.map((choice: Json) => {
      const shown: Json = { ...choice };
      translate(shown, 'name', choice.name, texts);
      return shown;
    });
  }
  if (Array.isArray(options)) {
    result.options = options.map((option: Json) => localized(option, texts));
  }
  return result;
}

function translate(target: Json, field: string, key: unknown, texts: TextSet): void {
  const found = typeof key === 'string' ? texts.localizations(key) : undefined;
  if (found) {
    target[field] = found.default;
    target[`${field}_localizations`] = found.others;
  }
}
