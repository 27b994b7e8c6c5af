import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { DiscordError } from '../../errors.ts';
import { commandLimits } from '../../limits.ts';
import {
  type CommandData,
  commandNamed,
  commandScope,
  countCreates,
  deleteCommand,
  editCommand,
  putCommand,
  recentCreates,
  replaceCommands,
  setCommandPermissions,
} from '../../state/commands.ts';
import type { Application, ApplicationCommand, CommandPermission, Guild } from '../../state/types.ts';
import { commandObject } from '../../wire/command.ts';
import { needInGuild } from '../access.ts';
import { spec } from '../body/spec.ts';
import { queryFlag } from '../query.ts';
import { type Call, Created, type Route, route } from '../route.ts';
import { commandListRules, commandRules } from '../rules/command.ts';

type Params = { application_id: string; guild_id?: string; command_id?: string };
type CommandCall = Call<Params & Record<string, string>>;

/** What a bearer token must have been granted for the commands, and for who may use them. */
const COMMANDS_SCOPE = 'applications.commands.update';
const PERMISSIONS_SCOPE = 'applications.commands.permissions.update';

const response = spec('ApplicationCommandResponse');
const listResponse = z.array(response) as unknown as $ZodType;

const createBody = spec<CommandData>('ApplicationCommandCreateRequest');
const editBody = spec<Partial<CommandData>>('ApplicationCommandPatchRequestPartial');
const listBody = z.nullable(z.array(spec('ApplicationCommandUpdateRequest'))) as unknown as $ZodType<
  CommandData[] | null
>;

/** The routes of one scope, whose paths are the same below the application and below a guild of it. */
function scopeRoutes(scopePath: '/commands' | '/guilds/:guild_id/commands'): Route[] {
  const path = `/applications/:application_id${scopePath}` as const;
  return [
    route('GET', path, { auth: 'either', answer: listResponse }, (call) => {
      const { scope } = scopeOf(call as CommandCall);
      const localized = queryFlag(call, 'with_localizations');
      return Array.from(scope.values(), (command) => commandObject(command, localized));
    }),
    route(
      'POST',
      path,
      {
        auth: 'either',
        body: createBody,
        rules: (body, errors) => commandRules(body, errors),
        answer: response,
      },
      (call) => {
        const { guild, scope } = scopeOf(call as CommandCall);
        const { world, application, body } = call;
        if (commandNamed(scope, body.name, body.type ?? 1))
          return commandObject(putCommand(world, application, guild, body));
        needRoom(scope, body.type ?? 1);
        takeCreates(call as CommandCall, guild, 1);
        return new Created(commandObject(putCommand(world, application, guild, body)));
      },
    ),
    route(
      'PUT',
      path,
      {
        auth: 'either',
        body: listBody,
        rules: (body, errors) => commandListRules(body ?? [], errors),
        answer: listResponse,
      },
      (call) => {
        const { guild, scope } = scopeOf(call as CommandCall);
        const { world, application } = call;
        const body = call.body ?? [];
        takeCreates(
          call as CommandCall,
          guild,
          body.filter((data) => !commandNamed(scope, data.name, data.type ?? 1)).length,
        );
        return replaceCommands(world, application, guild, body).map((command) => commandObject(command));
      },
    ),
    route('GET', `${path}/:command_id`, { auth: 'either', answer: response }, (call) =>
      commandObject(commandOf(call as unknown as CommandCall)),
    ),
    route(
      'PATCH',
      `${path}/:command_id`,
      {
        auth: 'either',
        body: editBody,
        rules: (body, errors, call) =>
          commandRules({ ...commandObject(commandOf(call as CommandCall)), ...body }, errors),
        answer: response,
      },
      (call) => {
        const { scope } = scopeOf(call as unknown as CommandCall);
        const command = commandOf(call as unknown as CommandCall);
        const { name = command.name } = call.body;
        const other = commandNamed(scope, name, command.type);
        if (other && other !== command) throw new DiscordError(40041);
        editCommand(call.world, command, call.body);
        return commandObject(command);
      },
    ),
    route('DELETE', `${path}/:command_id`, { auth: 'either' }, (call) => {
      deleteCommand(call.world, commandOf(call as unknown as CommandCall));
    }),
  ];
}

const permissionsPath = '/applications/:application_id/guilds/:guild_id/commands';

export const commandRoutes: readonly Route[] = [
  ...scopeRoutes('/commands'),
  ...scopeRoutes('/guilds/:guild_id/commands'),
  route(
    'GET',
    `${permissionsPath}/permissions`,
    { auth: 'either', answer: z.array(spec('CommandPermissionsResponse')) as unknown as $ZodType },
    (call) => {
      const { guild } = scopeOf(call, PERMISSIONS_SCOPE);
      const inGuild = call.application.commandPermissions.get(guild!.id) ?? new Map();
      return Array.from(inGuild, ([id, permissions]) =>
        permissionsObject(call.application, guild!, id, permissions),
      );
    },
  ),
  route(
    'GET',
    `${permissionsPath}/:command_id/permissions`,
    { auth: 'either', answer: spec('CommandPermissionsResponse') },
    (call) => {
      const { guild } = scopeOf(call, PERMISSIONS_SCOPE);
      const id = permissionTarget(call, guild!);
      const permissions = call.application.commandPermissions.get(guild!.id)?.get(id);
      if (!permissions) throw new DiscordError(10066);
      return permissionsObject(call.application, guild!, id, permissions);
    },
  ),
  route(
    'PUT',
    `${permissionsPath}/:command_id/permissions`,
    {
      auth: 'either',
      body: z.object({
        permissions: z
          .array(spec('ApplicationCommandPermission'))
          .check(z.maxLength(commandLimits.permissions)),
      }) as unknown as $ZodType<{ permissions: CommandPermission[] }>,
      answer: spec('CommandPermissionsResponse'),
    },
    (call) => {
      const { world, application, user, body } = call;
      if (user.bot) throw new DiscordError(20001);
      const { guild } = scopeOf(call, PERMISSIONS_SCOPE);
      const member = guild!.members.get(user.id);
      if (!member) throw new DiscordError(50001);
      needInGuild(call, member, P.ManageGuild | P.ManageRoles);
      const id = permissionTarget(call, guild!);
      setCommandPermissions(world, application, guild!, id, body.permissions);
      return permissionsObject(application, guild!, id, body.permissions);
    },
  ),
];

/**
 * The scope that a route is about.
 * @param oauthScope what a bearer token needs for it.
 * @throws DiscordError 50026 for a token that was not granted it, 10002 when the application is unknown, 20012 when it
 * is not the caller's, 50001 when the application is not in the guild or there is none.
 */
function scopeOf(
  call: Call<Params>,
  oauthScope = COMMANDS_SCOPE,
): {
  guild: Guild | undefined;
  scope: Map<string, ApplicationCommand>;
} {
  const { world, application, params, user } = call;
  if (!user.bot && !call.scopes.includes(oauthScope)) throw new DiscordError(50026);
  if (params.application_id !== application.id)
    throw new DiscordError(world.applications.has(params.application_id) ? 20012 : 10002);
  if (params.guild_id === undefined) return { guild: undefined, scope: commandScope(application, undefined) };
  const guild = world.guilds.get(params.guild_id);
  if (!guild?.members.has(application.bot.id)) throw new DiscordError(50001);
  return { guild, scope: commandScope(application, guild) };
}

/** @throws DiscordError 10063 when the scope has no such command. */
function commandOf(call: Call<Params>): ApplicationCommand {
  const command = scopeOf(call).scope.get(call.params.command_id!);
  if (!command) throw new DiscordError(10063);
  return command;
}

/** What permissions are set for: a command of the guild, a global one, or by the application's id all of them. */
function permissionTarget(call: Call<Params>, guild: Guild): string {
  const { application } = call;
  const id = call.params.command_id!;
  const known =
    id === application.id ||
    commandScope(application, guild).has(id) ||
    commandScope(application, undefined).has(id);
  if (!known) throw new DiscordError(10063);
  return id;
}

/** @throws DiscordError 30032 when the scope has no room for another command of the type. */
function needRoom(scope: Map<string, ApplicationCommand>, type: number): void {
  const present = scope
    .values()
    .filter((command) => command.type === type)
    .toArray();
  if (present.length >= (commandLimits.perScope[type] ?? 0)) throw new DiscordError(30032);
}

/** @throws DiscordError 30034 when the day's creates are used up. */
function takeCreates(call: CommandCall, guild: Guild | undefined, count: number): void {
  const { application, world } = call;
  const now = world.clock.now();
  if (recentCreates(application, guild, now).length + count > commandLimits.createsPerDay)
    throw new DiscordError(30034);
  countCreates(application, guild, count, now);
}

function permissionsObject(
  application: Application,
  guild: Guild,
  id: string,
  permissions: readonly CommandPermission[],
) {
  return { id, application_id: application.id, guild_id: guild.id, permissions };
}
