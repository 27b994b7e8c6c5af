import { createApplication, createUser } from '../../discord/state/accounts.ts';
import { addMember, createGuild } from '../../discord/state/guilds.ts';
import type { Answered, Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const ping = { name: 'ping', description: 'Says pong' };

const globalPath = ({ application }: Stage) => `/applications/${application.id}/commands`;
const guildPath = ({ application, guild }: Stage) =>
  `/applications/${application.id}/guilds/${guild.id}/commands`;

const create =
  (body: unknown) =>
  (stage: Stage): Promise<Answered> =>
    stage.api('POST', guildPath(stage), body);

const overwrite =
  (body: unknown) =>
  (stage: Stage): Promise<Answered> =>
    stage.api('PUT', guildPath(stage), body);

async function created(stage: Stage, body: object = ping): Promise<string> {
  return (await create(body)(stage)).body.id;
}

const many = (count: number, type = 1) =>
  Array.from({ length: count }, (_, index) => ({
    name: `command-${index}`,
    type,
    ...(type === 1 && { description: 'One of many' }),
  }));

const option = (more: object = {}) => ({ type: 3, name: 'text', description: 'A text', ...more });

export const rules: readonly Rule[] = [
  {
    name: 'a new command is created, with what it left out filled in',
    when: create(ping),
    status: 201,
    body: {
      type: 1,
      name: 'ping',
      description: 'Says pong',
      default_member_permissions: null,
      nsfw: false,
      name_localizations: null,
    },
  },
  {
    name: 'a global command says where it is offered',
    when: (stage) => stage.api('POST', globalPath(stage), ping),
    status: 201,
    body: { contexts: null, integration_types: [0], dm_permission: true },
  },
  {
    name: 'a global command that is not for direct messages is for guilds alone',
    when: (stage) => stage.api('POST', globalPath(stage), { ...ping, dm_permission: false }),
    status: 201,
    body: { contexts: [0], dm_permission: false },
  },
  {
    name: 'a command of a name that is there changes it, and is no new one',
    when: async (stage) => {
      await created(stage);
      return create({ ...ping, description: 'Another text' })(stage);
    },
    status: 200,
    body: { description: 'Another text' },
  },
  {
    name: 'a user command of the same name is another command',
    when: async (stage) => {
      await created(stage);
      return create({ name: 'ping', type: 2 })(stage);
    },
    status: 201,
    body: { type: 2, description: '' },
  },
  {
    name: 'permissions may be text',
    when: create({ ...ping, default_member_permissions: '8' }),
    status: 201,
    body: { default_member_permissions: '8' },
  },
  {
    name: 'options come back as they were sent',
    when: create({ ...ping, options: [option({ required: true, min_length: 2, max_length: 6 })] }),
    status: 201,
    body: { options: [{ type: 3, name: 'text', required: true, min_length: 2, max_length: 6 }] },
  },
  {
    name: 'an upper-case name is refused',
    when: create({ ...ping, name: 'Ping' }),
    status: 400,
    code: 50035,
    field: 'name APPLICATION_COMMAND_INVALID_NAME',
  },
  {
    name: 'a name of 33 characters is refused',
    when: create({ ...ping, name: 'p'.repeat(33) }),
    status: 400,
    code: 50035,
    field: 'name BASE_TYPE_BAD_LENGTH',
  },
  {
    name: 'a chat command needs a description',
    when: create({ name: 'ping' }),
    status: 400,
    code: 50035,
    field: 'description BASE_TYPE_REQUIRED',
  },
  {
    name: 'a description of 101 characters is refused',
    when: create({ ...ping, description: 'd'.repeat(101) }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a user command with a description is refused',
    when: create({ name: 'Report', type: 2, description: 'Not here' }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a user command may have upper case and spaces',
    when: create({ name: 'Report this person', type: 2 }),
    status: 201,
  },
  {
    name: '26 options are refused',
    when: create({
      ...ping,
      options: Array.from({ length: 26 }, (_, index) => option({ name: `text-${index}` })),
    }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a required option after an optional one is refused',
    when: create({ ...ping, options: [option(), option({ name: 'other', required: true })] }),
    status: 400,
    code: 50035,
  },
  {
    name: 'choices and autocomplete together are refused',
    when: create({
      ...ping,
      options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })],
    }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a command of the wrong shape is refused with the field that is missing',
    when: create({ description: 'No name' }),
    status: 400,
    code: 50035,
    field: 'name BASE_TYPE_REQUIRED',
  },
  {
    name: 'the 101st chat command does not fit',
    when: async (stage) => {
      await overwrite(many(100))(stage);
      return create(ping)(stage);
    },
    status: 400,
    code: 30032,
  },
  {
    name: 'a full scope still takes a change of a command that is there',
    when: async (stage) => {
      await overwrite(many(100))(stage);
      return create({ name: 'command-7', description: 'Changed' })(stage);
    },
    status: 200,
  },
  {
    name: 'the 16th user command does not fit',
    when: async (stage) => {
      await overwrite(many(15, 2))(stage);
      return create({ name: 'One more', type: 2 })(stage);
    },
    status: 400,
    code: 30032,
  },
  {
    name: 'the 16th message command does not fit a list',
    when: overwrite(many(16, 3)),
    status: 400,
    code: 30032,
  },
  {
    name: '100 chat, 15 user and 15 message commands fit',
    when: overwrite([...many(100), ...many(15, 2), ...many(15, 3)]),
    status: 200,
  },
  {
    name: 'a list of 101 chat commands is refused',
    when: overwrite(many(101)),
    status: 400,
    code: 30032,
  },
  {
    name: 'a list with one name twice is refused',
    when: overwrite([ping, ping]),
    status: 400,
    code: 50035,
    field: '1 APPLICATION_COMMANDS_DUPLICATE_NAME',
  },
  {
    name: 'an error in a list says where',
    when: overwrite([ping, { name: 'Upper', description: 'Refused' }]),
    status: 400,
    code: 50035,
    field: '1.name APPLICATION_COMMAND_INVALID_NAME',
  },
  { name: 'an empty list clears', when: overwrite([]), status: 200, body: [] },
  { name: 'a list that is no list is refused', when: overwrite({ name: 'ping' }), status: 400, code: 50035 },
  {
    name: 'the 201st create of a day in a guild is refused',
    when: async (stage) => {
      await overwrite(many(100))(stage);
      await overwrite([])(stage);
      await overwrite(many(100))(stage);
      await overwrite(many(99))(stage);
      return create(ping)(stage);
    },
    status: 400,
    code: 30034,
  },
  {
    name: 'a list of commands that are all there creates none',
    when: async (stage) => {
      await overwrite(many(100))(stage);
      await overwrite([])(stage);
      await overwrite(many(100))(stage);
      return overwrite(many(100).map((command) => ({ ...command, description: 'Changed' })))(stage);
    },
    status: 200,
  },
  {
    name: 'commands of a guild do not count against another',
    when: async (stage) => {
      await overwrite(many(100))(stage);
      await overwrite([])(stage);
      await overwrite(many(100))(stage);
      return stage.api('PUT', globalPath(stage), many(3));
    },
    status: 200,
  },
  {
    name: 'a command is read by its id',
    when: async (stage) => stage.api('GET', `${guildPath(stage)}/${await created(stage)}`),
    status: 200,
    body: { name: 'ping' },
  },
  {
    name: 'an id that no command has',
    when: (stage) => stage.api('GET', `${guildPath(stage)}/1234567890123456789`),
    status: 404,
    code: 10063,
  },
  {
    name: 'a command of a guild is not among the global ones',
    when: async (stage) => stage.api('GET', `${globalPath(stage)}/${await created(stage)}`),
    status: 404,
    code: 10063,
  },
  {
    name: 'a PATCH changes what it names and leaves the rest',
    when: async (stage) => {
      const id = await created(stage, { ...ping, options: [option()] });
      return stage.api('PATCH', `${guildPath(stage)}/${id}`, { description: 'Changed' });
    },
    status: 200,
    body: { name: 'ping', description: 'Changed', options: [{ name: 'text' }] },
  },
  {
    name: 'a PATCH to the name of another command is refused',
    when: async (stage) => {
      await created(stage);
      const id = await created(stage, { name: 'pong', description: 'Says ping' });
      return stage.api('PATCH', `${guildPath(stage)}/${id}`, { name: 'ping' });
    },
    status: 400,
    code: 40041,
  },
  {
    name: 'a PATCH that makes the command invalid is refused',
    when: async (stage) => {
      const id = await created(stage);
      return stage.api('PATCH', `${guildPath(stage)}/${id}`, { name: 'Not Valid' });
    },
    status: 400,
    code: 50035,
    field: 'name APPLICATION_COMMAND_INVALID_NAME',
  },
  {
    name: 'a PATCH of a command that is not there',
    when: (stage) => stage.api('PATCH', `${guildPath(stage)}/1234567890123456789`, { name: 'ping' }),
    status: 404,
    code: 10063,
  },
  {
    name: 'a command is deleted',
    when: async (stage) => stage.api('DELETE', `${guildPath(stage)}/${await created(stage)}`),
    status: 204,
  },
  {
    name: 'a command is deleted once',
    when: async (stage) => {
      const path = `${guildPath(stage)}/${await created(stage)}`;
      await stage.api('DELETE', path);
      return stage.api('DELETE', path);
    },
    status: 404,
    code: 10063,
  },
  {
    name: 'an application that is not there',
    when: (stage) => stage.api('GET', '/applications/1234567890123456789/commands'),
    status: 404,
    code: 10002,
  },
  {
    name: 'the commands of another application',
    when: (stage) => {
      const other = createApplication(stage.world, 'Another');
      return stage.api('PUT', `/applications/${other.id}/commands`, []);
    },
    status: 403,
    code: 20012,
  },
  {
    name: 'a guild that the bot is not in',
    when: (stage) => {
      const guild = createGuild(stage.world, 'Elsewhere', createUser(stage.world, 'somebody'));
      return stage.api('PUT', `/applications/${stage.application.id}/guilds/${guild.id}/commands`, [ping]);
    },
    status: 403,
    code: 50001,
  },
  {
    name: 'an application id that is no id',
    when: (stage) => stage.api('GET', '/applications/me/commands'),
    status: 400,
    code: 50035,
    field: 'application_id NUMBER_TYPE_COERCE',
  },
  {
    name: 'translations are left out of a list',
    when: async (stage) => {
      await created(stage, { ...ping, description_localizations: { de: 'Sagt pong' } });
      const answer = await stage.api('GET', guildPath(stage));
      return { ...answer, body: { has: 'description_localizations' in answer.body[0] } };
    },
    status: 200,
    body: { has: false },
  },
  {
    name: 'translations are in a list that asks for them',
    when: async (stage) => {
      await created(stage, { ...ping, description_localizations: { de: 'Sagt pong' } });
      return stage.api('GET', `${guildPath(stage)}?with_localizations=true`);
    },
    status: 200,
    body: [{ description_localizations: { de: 'Sagt pong' } }],
  },
  {
    name: 'a guild where nobody set permissions has none',
    when: (stage) => stage.api('GET', `${guildPath(stage)}/permissions`),
    status: 200,
    body: [],
  },
  {
    name: 'a command without permissions of its own',
    when: async (stage) => stage.api('GET', `${guildPath(stage)}/${await created(stage)}/permissions`),
    status: 404,
    code: 10066,
  },
  {
    name: 'permissions of a command that is not there',
    when: (stage) => stage.api('GET', `${guildPath(stage)}/1234567890123456789/permissions`),
    status: 404,
    code: 10063,
  },
  {
    name: 'a bot may not set the permissions of a command',
    when: async (stage) =>
      stage.api('PUT', `${guildPath(stage)}/${await created(stage)}/permissions`, { permissions: [] }),
    status: 403,
    code: 20001,
  },
  {
    name: 'more than 100 permissions are refused',
    when: async (stage) =>
      stage.api('PUT', `${guildPath(stage)}/${await created(stage)}/permissions`, {
        permissions: Array.from({ length: 101 }, (_, index) => ({
          id: `${1_000_000_000_000_000_000n + BigInt(index)}`,
          type: 2,
          permission: true,
        })),
      }),
    status: 400,
    code: 50035,
    field: 'permissions BASE_TYPE_MAX_LENGTH',
  },
  {
    name: 'a bot registers commands without any permission in the guild',
    permissions: 0n,
    when: create(ping),
    status: 201,
  },
  {
    name: 'a bot that left a guild may not register there',
    when: async (stage) => {
      const other = createApplication(stage.world, 'Visitor');
      addMember(stage.world, stage.guild, other.bot);
      stage.guild.members.delete(other.bot.id);
      return stage.api('GET', `/applications/${other.id}/guilds/${stage.guild.id}/commands`, undefined, {
        authorization: `Bot ${other.token}`,
      });
    },
    status: 403,
    code: 50001,
  },
];
