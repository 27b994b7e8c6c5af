import type { RESTPutAPIApplicationGuildCommandsJSONBody } from 'discord-api-types/v10';
import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import type { ApplicationCommand, CommandOption } from '../../state/types.ts';
import { commandObject } from '../../wire/command.ts';
import { route } from '../route.ts';
import { spec } from '../spec.ts';

export const commandRoutes = [
  route(
    'PUT',
    '/applications/:application_id/guilds/:guild_id/commands',
    {
      body: z.array(
        spec('ApplicationCommandUpdateRequest'),
      ) as unknown as $ZodType<RESTPutAPIApplicationGuildCommandsJSONBody>,
    },
    ({ world, application, params, body }) => {
      const commands = new Map<string, ApplicationCommand>();
      for (const data of body as unknown as Record<string, unknown>[]) {
        const id = world.ids.next();
        commands.set(id, {
          id,
          applicationId: application.id,
          guildId: params.guild_id,
          version: id,
          type: (data.type as number) ?? 1,
          name: data.name as string,
          description: (data.description as string) ?? '',
          nameLocalizations: null,
          descriptionLocalizations: null,
          options: (data.options as CommandOption[]) ?? [],
          defaultMemberPermissions: null,
          nsfw: false,
          contexts: null,
          integrationTypes: [0],
        });
      }
      application.commands.set(params.guild_id, commands);
      return Array.from(commands.values(), (command) => commandObject(command));
    },
  ),
];
