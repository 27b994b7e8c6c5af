import { ApplicationCommandType as T } from 'discord-api-types/v10';
import { mayUse } from '../discord/state/command-access.ts';
import { findCommand } from '../discord/state/commands.ts';
import { autocompleteData, commandData } from '../discord/state/interaction-data.ts';
import type { Actor } from '../discord/state/interaction-input.ts';
import { createInteraction, type InteractionRequest } from '../discord/state/interactions.ts';
import type { Application, ApplicationCommand, Channel, Message, User } from '../discord/state/types.ts';
import type { Bot } from './bot.ts';
import { commandLine, commandLines, type Input, optionsAt, optionValue } from './input.ts';
import type { Person, Place } from './person.ts';
import { asPerson, ClientRefusal } from './refusal.ts';
import { type Reply, replyTo } from './reply.ts';
import { WRITABLE } from './writing.ts';

/** Options of a command by name. `undefined` leaves one out. */
export type Inputs = Readonly<Record<string, Input | undefined>>;

export interface CommandOptions {
  /** Where: the first channel that the person sees by default, a bot for the direct messages with it. */
  readonly in?: Place;
  /** Whose command, when two bots have one of that name. */
  readonly bot?: Bot;
  /** How long a deferred answer is waited for, in real milliseconds. */
  readonly timeout?: number;
}

/** Sends a slash command. @throws ClientRefusal for what the client would not send. */
export async function slash(
  person: Person,
  line: string,
  inputs: Inputs = {},
  options: CommandOptions = {},
): Promise<Reply> {
  const request = slashRequest(person, line, inputs, options);
  return replyTo(person, createInteraction(person.sandbox.world, request), options);
}

/** A slash command that is ready to be sent. @throws ClientRefusal for what the client would not send. */
export function slashRequest(
  person: Person,
  line: string,
  inputs: Inputs,
  options: CommandOptions,
): InteractionRequest {
  return asPerson(person, () => {
    const { actor, command, path, values } = chatCommand(person, line, inputs, options);
    return { ...actor, ...commandData(actor, command, { path, values }) };
  });
}

/**
 * Types in an option and waits for what is offered.
 * @param options `focused` names the option that is typed in: the last one given by default.
 */
export async function autocomplete(
  person: Person,
  line: string,
  inputs: Inputs,
  options: CommandOptions & { focused?: string } = {},
): Promise<Reply> {
  const interaction = asPerson(person, () => {
    const { actor, command, path, values } = chatCommand(person, line, inputs, options);
    const focused = options.focused ?? Object.keys(inputs).at(-1);
    if (focused === undefined) throw new Error('no option is being typed in');
    return createInteraction(person.sandbox.world, {
      ...actor,
      ...autocompleteData(actor, command, { path, values, focused }),
    });
  });
  return replyTo(person, interaction, options);
}

/** Uses a command of the menu on a person or a message. */
export async function contextCommand(
  person: Person,
  name: string,
  target: User | Message,
  options: CommandOptions = {},
): Promise<Reply> {
  const interaction = asPerson(person, () => {
    const isMessage = 'channel' in target;
    const channel = isMessage && !options.in ? target.channel : person.place(options.in);
    const command = usableCommand(person, name, isMessage ? T.Message : T.User, channel, options.bot);
    const actor = actorOf(person, command.application, channel);
    return createInteraction(person.sandbox.world, { ...actor, ...commandData(actor, command, { target }) });
  });
  return replyTo(person, interaction, options);
}

/** The commands that a person is offered in a channel, as they are typed or named in a menu. */
export function offeredCommands(person: Person, channel: Channel): string[] {
  const member = channel.guild?.members.get(person.user.id);
  const now = person.sandbox.clock.now();
  return applicationsIn(person, channel)
    .flatMap((application) => [
      ...(application.commands.get(channel.guild?.id ?? '')?.values() ?? []),
      ...globals(application, channel),
    ])
    .filter((command) => mayUse(command, member, channel, now))
    .flatMap((command) => (command.type === T.ChatInput ? commandLines(command) : [command.name]));
}

function globals(application: Application, channel: Channel): ApplicationCommand[] {
  return channel.guild ? [...(application.commands.get('')?.values() ?? [])] : [];
}

function chatCommand(person: Person, line: string, inputs: Inputs, options: CommandOptions) {
  const channel = person.place(options.in);
  const { name, path } = commandLine(line);
  const command = usableCommand(person, name, T.ChatInput, channel, options.bot);
  const definitions = optionsAt(command, path);
  if (!definitions)
    throw new Error(`there is no command '${line}'. There is: ${commandLines(command).join(', ')}.`);
  const values = Object.fromEntries(
    Object.entries(inputs)
      .filter((entry): entry is [string, Input] => entry[1] !== undefined)
      .map(([key, input]) => [
        key,
        optionValue(
          person,
          definitions.find((option) => option.name === key),
          input,
        ),
      ]),
  );
  return { actor: actorOf(person, command.application, channel), command, path, values };
}

function usableCommand(
  person: Person,
  name: string,
  type: number,
  channel: Channel,
  bot: Bot | undefined,
): ApplicationCommand {
  const applications = bot ? [bot.application] : applicationsIn(person, channel);
  const found = applications
    .map((application) => findCommand(application, channel.guild, name, type))
    .filter((command) => command !== undefined);
  const label = type === T.ChatInput ? `/${name}` : name;
  const member = channel.guild?.members.get(person.user.id);
  const usable = found.find((command) => mayUse(command, member, channel, person.sandbox.clock.now()));
  if (usable) return usable;
  const offered = offeredCommands(person, channel).join(', ') || 'no command';
  throw new Error(
    found.length > 0
      ? `the command '${label}' is not offered to ${person.name} there: permissions. Offered: ${offered}.`
      : `there is no command '${label}' there. Offered: ${offered}.`,
  );
}

/** Whose commands a person may find in a channel: of the bots in the guild, or of the bot they talk to. */
function applicationsIn(person: Person, { guild, recipients }: Channel): Application[] {
  return [...person.sandbox.world.applications.values()].filter(({ bot }) =>
    guild ? guild.members.has(bot.id) : recipients.includes(bot),
  );
}

function actorOf(person: Person, application: Application, channel: Channel): Actor {
  if (!WRITABLE.includes(channel.type))
    throw new ClientRefusal(person, `#${channel.name} has no box to type a command in`);
  return { world: person.sandbox.world, application, user: person.user, channel };
}
