import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
} from 'discord-api-types/v10';
import type { Application, ApplicationCommand, CommandOption, CommandPermission, Guild } from './types.ts';
import type { World } from './world.ts';

/** What a command is registered with: Discord's wire shape. */
export interface CommandData {
  readonly name: string;
  /** Chat input when it is left out. */
  readonly type?: number | null | undefined;
  readonly description?: string | null | undefined;
  readonly name_localizations?: Record<string, string> | null | undefined;
  readonly description_localizations?: Record<string, string> | null | undefined;
  readonly options?: readonly unknown[] | null | undefined;
  readonly default_member_permissions?: string | number | null | undefined;
  readonly dm_permission?: boolean | null | undefined;
  readonly nsfw?: boolean | null | undefined;
  readonly contexts?: number[] | null | undefined;
  readonly integration_types?: number[] | null | undefined;
}

const DAY = 24 * 60 * 60 * 1000;

const CHAT_INPUT = ApplicationCommandType.ChatInput;

/** The commands of one scope by id: global ones without a guild. */
export function commandScope(
  application: Application,
  guild: Guild | undefined,
): Map<string, ApplicationCommand> {
  const key = guild?.id ?? '';
  let scope = application.commands.get(key);
  if (!scope) {
    scope = new Map();
    application.commands.set(key, scope);
  }
  return scope;
}

/** What an application offers in a guild: the guild's own commands, then global ones. In direct messages: global. */
export function commandsFor(application: Application, guild: Guild | undefined): ApplicationCommand[] {
  const global = commandScope(application, undefined).values();
  return guild ? [...commandScope(application, guild).values(), ...global] : [...global];
}

/** Whether an option holds others: it is a subcommand or a group of them. */
export function isSubcommand({ type }: CommandOption): boolean {
  return (
    type === ApplicationCommandOptionType.Subcommand || type === ApplicationCommandOptionType.SubcommandGroup
  );
}

/** The command that a person finds under `name`; the guild's own comes before a global one of the same name. */
export function findCommand(
  application: Application,
  guild: Guild | undefined,
  name: string,
  type = CHAT_INPUT,
): ApplicationCommand | undefined {
  return commandsFor(application, guild).find((command) => command.name === name && command.type === type);
}

/** The command with `name` and `type` in the scope itself. */
export function commandNamed(
  scope: Map<string, ApplicationCommand>,
  name: string,
  type: number,
): ApplicationCommand | undefined {
  for (const command of scope.values()) if (command.name === name && command.type === type) return command;
  return undefined;
}

/** Registers a command, or changes the one that has its name and type. */
export function putCommand(
  world: World,
  application: Application,
  guild: Guild | undefined,
  data: CommandData,
): ApplicationCommand {
  const scope = commandScope(application, guild);
  const present = commandNamed(scope, data.name, data.type ?? CHAT_INPUT);
  if (present) {
    editCommand(world, present, { ...BLANK, ...data });
    return present;
  }
  const id = world.ids.next();
  const command: ApplicationCommand = {
    id,
    application,
    guildId: guild?.id,
    version: world.ids.next(),
    type: data.type ?? CHAT_INPUT,
    ...(fields({ ...BLANK, ...data }) as CommandFields),
  };
  scope.set(id, command);
  return command;
}

/** What a member of the body becomes when it is left out of a whole command. */
const BLANK = {
  description: '',
  name_localizations: null,
  description_localizations: null,
  options: [],
  default_member_permissions: null,
  nsfw: false,
  contexts: null,
  integration_types: null,
};

/** Changes what `data` names; a new `version` shows that something is different. */
export function editCommand(world: World, command: ApplicationCommand, data: Partial<CommandData>): void {
  const before = JSON.stringify(command, withoutApplication);
  Object.assign(command, fields(data));
  if (JSON.stringify(command, withoutApplication) !== before) command.version = world.ids.next();
}

function withoutApplication(key: string, value: unknown): unknown {
  return key === 'application' ? undefined : value;
}

/** Makes `list` the scope's commands. Those that stay keep their id; an empty list clears. */
export function replaceCommands(
  world: World,
  application: Application,
  guild: Guild | undefined,
  list: readonly CommandData[],
): ApplicationCommand[] {
  const scope = commandScope(application, guild);
  const kept = list.map((data) => putCommand(world, application, guild, data));
  for (const command of scope.values()) if (!kept.includes(command)) deleteCommand(world, command);
  return kept;
}

/** Deletes a command with its permissions. */
export function deleteCommand(world: World, command: ApplicationCommand): void {
  const { application, guildId } = command;
  application.commands.get(guildId ?? '')?.delete(command.id);
  for (const guild of world.guilds.values()) application.commandPermissions.get(guild.id)?.delete(command.id);
}

/** Sets who may use a command (or, by the application's id, any of its commands) in a guild. */
export function setCommandPermissions(
  world: World,
  application: Application,
  guild: Guild,
  id: string,
  permissions: CommandPermission[],
): void {
  const inGuild = application.commandPermissions.get(guild.id) ?? new Map<string, CommandPermission[]>();
  application.commandPermissions.set(guild.id, inGuild);
  if (permissions.length > 0) inGuild.set(id, permissions);
  else inGuild.delete(id);
  world.publish({
    event: 'APPLICATION_COMMAND_PERMISSIONS_UPDATE',
    application,
    guild,
    data: () => ({ application_id: application.id, guild_id: guild.id, id, permissions }),
  });
}

/** Unix milliseconds of the creates of the last day in a scope, which count against the day's limit. */
export function recentCreates(
  application: Application,
  guild: Guild | undefined,
  now: number,
): readonly number[] {
  const times = application.commandCreates.get(guild?.id ?? '') ?? [];
  return times.filter((time) => time > now - DAY);
}

/** Counts `count` creates of now against the day's limit. */
export function countCreates(
  application: Application,
  guild: Guild | undefined,
  count: number,
  now: number,
): void {
  const times = [...recentCreates(application, guild, now), ...Array<number>(count).fill(now)];
  application.commandCreates.set(guild?.id ?? '', times);
}

type CommandFields = Omit<ApplicationCommand, 'id' | 'application' | 'guildId' | 'version' | 'type'>;

/** The record's members that `data` names, as they are stored. */
function fields(data: Partial<CommandData>): Partial<CommandFields> {
  const changed: Partial<CommandFields> = {};
  if (data.name !== undefined) changed.name = data.name;
  if (data.description !== undefined) changed.description = data.description ?? '';
  if (data.name_localizations !== undefined) changed.nameLocalizations = data.name_localizations;
  if (data.description_localizations !== undefined)
    changed.descriptionLocalizations = data.description_localizations;
  if (data.options !== undefined) changed.options = (data.options ?? []).map(stored) as CommandOption[];
  if (data.default_member_permissions !== undefined)
    changed.defaultMemberPermissions = data.default_member_permissions?.toString() ?? null;
  if (data.nsfw !== undefined) changed.nsfw = data.nsfw ?? false;
  if (data.contexts !== undefined) changed.contexts = data.contexts;
  // The older way to say where a command is offered.
  if (!data.contexts && typeof data.dm_permission === 'boolean')
    changed.contexts = data.dm_permission ? null : [InteractionContextType.Guild];
  if (data.integration_types !== undefined) changed.integrationTypes = data.integration_types ?? [0];
  return changed;
}

/** An option without the members that are null, down to its choices and sub-options. */
function stored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stored);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .map(([key, member]) => [key, stored(member)]),
  );
}
