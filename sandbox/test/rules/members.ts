import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { createUser } from '../../discord/state/accounts.ts';
import { addMember } from '../../discord/state/guilds.ts';
import { createRole } from '../../discord/state/roles.ts';
import type { Member, Role } from '../../discord/state/types.ts';
import type { Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const UNKNOWN = '100000000000000001';
const DAY = 24 * 60 * 60 * 1000;

const ada = (stage: Stage, roles: Role[] = [], name = 'ada'): Member =>
  addMember(stage.world, stage.guild, createUser(stage.world, name), { roles: roles.map(({ id }) => id) });

const stranger = (stage: Stage) => createUser(stage.world, 'stranger');

const below = (stage: Stage): Role => createRole(stage.world, stage.guild, { name: 'Member' });
const above = (stage: Stage): Role => createRole(stage.world, stage.guild, { name: 'Boss', position: 50 });

const path = (stage: Stage, user: { id: string }) => `/guilds/${stage.guild.id}/members/${user.id}`;

function edit(stage: Stage, user: { id: string }, body: object) {
  return stage.api('PATCH', path(stage, user), body);
}

function inTime(stage: Stage, ms: number): string {
  return new Date(stage.world.clock.now() + ms).toISOString();
}

export const rules: readonly Rule[] = [
  {
    name: 'a member can be read',
    permissions: 0n,
    when: (stage) => stage.api('GET', path(stage, stage.owner)),
    status: 200,
    body: { user: { username: 'owner' }, nick: null, roles: [] },
  },
  {
    name: 'somebody who is not in the guild is no member',
    when: (stage) => stage.api('GET', path(stage, stranger(stage))),
    status: 404,
    code: 10007,
  },
  {
    name: 'an account that is not is unknown',
    when: (stage) => stage.api('GET', path(stage, { id: UNKNOWN })),
    status: 404,
    code: 10013,
  },
  {
    name: 'the list has one member by default',
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/members`),
    status: 200,
    body: [{}],
  },
  {
    name: 'the list goes on after an id',
    when: (stage) => {
      const member = ada(stage);
      return stage
        .api('GET', `/guilds/${stage.guild.id}/members?limit=10&after=${stage.me.user.id}`)
        .then((answer) => ({ ...answer, body: { same: answer.body[0].user.id === member.user.id } }));
    },
    status: 200,
    body: { same: true },
  },
  {
    name: 'the list needs the members intent',
    when: (stage) => {
      stage.application.privilegedIntents = 0;
      return stage.api('GET', `/guilds/${stage.guild.id}/members`);
    },
    status: 403,
    code: 50001,
  },
  {
    name: 'a page of members has at most 1000',
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/members?limit=1001`),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MAX',
  },
  {
    name: 'a page of members has at least one',
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/members?limit=0`),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MIN',
  },
  {
    name: 'a page size that is no number is refused',
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/members?limit=all`),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_COERCE',
  },
  {
    name: 'members are found by how their name or nickname begins',
    when: (stage) => {
      ada(stage, [], 'bob').nick = 'Adam';
      ada(stage);
      return stage.api('GET', `/guilds/${stage.guild.id}/members/search?query=AD&limit=5`);
    },
    status: 200,
    body: [{ user: { username: 'bob' } }, { user: { username: 'ada' } }],
  },
  {
    name: 'a search needs a query',
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/members/search`),
    status: 400,
    code: 50035,
    field: 'query BASE_TYPE_REQUIRED',
  },
  {
    name: 'a nickname is set',
    permissions: P.ManageNicknames,
    when: (stage) => edit(stage, ada(stage).user, { nick: 'Countess' }),
    status: 200,
    body: { nick: 'Countess' },
  },
  {
    name: 'an empty nickname takes it away',
    when: (stage) => {
      const member = ada(stage);
      member.nick = 'Countess';
      return edit(stage, member.user, { nick: '' });
    },
    status: 200,
    body: { nick: null },
  },
  {
    name: 'a nickname has at most 32 characters',
    when: (stage) => edit(stage, ada(stage).user, { nick: 'x'.repeat(33) }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a nickname needs Manage Nicknames',
    permissions: P.ManageRoles,
    when: (stage) => edit(stage, ada(stage).user, { nick: 'x' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'nobody gives the owner a nickname',
    when: (stage) => edit(stage, stage.owner, { nick: 'x' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a member above keeps their nickname',
    when: (stage) => edit(stage, ada(stage, [above(stage)]).user, { nick: 'x' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a bot gives itself a nickname',
    permissions: 0n,
    when: (stage) => stage.api('PATCH', `/guilds/${stage.guild.id}/members/@me`, { nick: 'Helper' }),
    status: 200,
    body: { nick: 'Helper' },
  },
  {
    name: 'a nickname of its own needs Change Nickname',
    permissions: 0n,
    when: (stage) => {
      stage.guild.roles.get(stage.guild.id)!.permissions = P.ViewChannel;
      return stage.api('PATCH', `/guilds/${stage.guild.id}/members/@me`, { nick: 'Helper' });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'roles are set',
    permissions: P.ManageRoles,
    when: (stage) => {
      const roles = [below(stage), below(stage)];
      return edit(stage, ada(stage).user, { roles: roles.map(({ id }) => id) });
    },
    status: 200,
  },
  {
    name: 'a role that is not there is not given',
    when: (stage) => edit(stage, ada(stage).user, { roles: [UNKNOWN] }),
    status: 404,
    code: 10011,
  },
  {
    name: 'a role above the bot’s is not given',
    when: (stage) => edit(stage, ada(stage).user, { roles: [above(stage).id] }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a role above the bot’s is not taken',
    when: (stage) => edit(stage, ada(stage, [above(stage)]).user, { roles: [] }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a role above the bot’s stays while others change',
    when: (stage) => {
      const boss = above(stage);
      const member = ada(stage, [boss]);
      return edit(stage, member.user, { roles: [boss.id, below(stage).id] });
    },
    status: 200,
  },
  {
    name: 'a managed role is not given',
    when: (stage) =>
      stage.api(
        'PUT',
        `${path(stage, ada(stage).user)}/roles/${createRole(stage.world, stage.guild, { managed: true }).id}`,
      ),
    status: 400,
    code: 50028,
  },
  {
    name: 'one role is given',
    permissions: P.ManageRoles,
    when: (stage) => stage.api('PUT', `${path(stage, ada(stage).user)}/roles/${below(stage).id}`),
    status: 204,
  },
  {
    name: 'the owner can be given a role too',
    permissions: P.ManageRoles,
    when: (stage) => stage.api('PUT', `${path(stage, stage.owner)}/roles/${below(stage).id}`),
    status: 204,
  },
  {
    name: 'giving a role needs Manage Roles',
    permissions: P.ManageNicknames,
    when: (stage) => stage.api('PUT', `${path(stage, ada(stage).user)}/roles/${below(stage).id}`),
    status: 403,
    code: 50013,
  },
  {
    name: 'one role above the bot’s is not given',
    when: (stage) => stage.api('PUT', `${path(stage, ada(stage).user)}/roles/${above(stage).id}`),
    status: 403,
    code: 50013,
  },
  {
    name: 'a role is given to nobody who is not there',
    when: (stage) => stage.api('PUT', `${path(stage, stranger(stage))}/roles/${below(stage).id}`),
    status: 404,
    code: 10007,
  },
  {
    name: 'one role is taken',
    when: (stage) => {
      const role = below(stage);
      return stage.api('DELETE', `${path(stage, ada(stage, [role]).user)}/roles/${role.id}`);
    },
    status: 204,
  },
  {
    name: 'an unknown role is not taken',
    when: (stage) => stage.api('DELETE', `${path(stage, ada(stage).user)}/roles/${UNKNOWN}`),
    status: 404,
    code: 10011,
  },
  {
    name: 'a timeout lasts up to 28 days',
    permissions: P.ModerateMembers,
    when: (stage) =>
      edit(stage, ada(stage).user, { communication_disabled_until: inTime(stage, 28 * DAY - 1000) }),
    status: 200,
  },
  {
    name: 'a timeout does not last longer than 28 days',
    when: (stage) =>
      edit(stage, ada(stage).user, { communication_disabled_until: inTime(stage, 28 * DAY + 60_000) }),
    status: 400,
    code: 50035,
    field: 'communication_disabled_until INVALID_COMMUNICATION_DISABLED_TIMESTAMP',
  },
  {
    name: 'a timeout ends at a time',
    when: (stage) => edit(stage, ada(stage).user, { communication_disabled_until: 'tomorrow' }),
    status: 400,
    code: 50035,
    field: 'communication_disabled_until DATE_TIME_TYPE_PARSE',
  },
  {
    name: 'a timeout is lifted',
    when: (stage) => {
      const member = ada(stage);
      member.timeoutUntil = stage.world.clock.now() + DAY;
      return edit(stage, member.user, { communication_disabled_until: null });
    },
    status: 200,
    body: { communication_disabled_until: null },
  },
  {
    name: 'a timeout needs Moderate Members',
    permissions: P.KickMembers,
    when: (stage) => edit(stage, ada(stage).user, { communication_disabled_until: inTime(stage, DAY) }),
    status: 403,
    code: 50013,
  },
  {
    name: 'administrators are not timed out',
    when: (stage) => {
      const role = below(stage);
      role.permissions = P.Administrator;
      return edit(stage, ada(stage, [role]).user, { communication_disabled_until: inTime(stage, DAY) });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'the owner is not timed out',
    when: (stage) => edit(stage, stage.owner, { communication_disabled_until: inTime(stage, DAY) }),
    status: 403,
    code: 50013,
  },
  {
    name: 'nobody is muted who is in no voice channel',
    when: (stage) => edit(stage, ada(stage).user, { mute: true }),
    status: 400,
    code: 40032,
  },
  {
    name: 'muting needs Mute Members',
    permissions: 0n,
    when: (stage) => edit(stage, ada(stage).user, { mute: true }),
    status: 403,
    code: 50013,
  },
  {
    name: 'of the flags only the bypass of verification is set',
    when: (stage) => edit(stage, ada(stage).user, { flags: 7 }),
    status: 200,
    body: { flags: 4 },
  },
  {
    name: 'a member is kicked',
    permissions: P.KickMembers,
    when: (stage) => stage.api('DELETE', path(stage, ada(stage).user)),
    status: 204,
  },
  {
    name: 'who was kicked is no member',
    when: async (stage) => {
      const { user } = ada(stage);
      await stage.api('DELETE', path(stage, user));
      return stage.api('GET', path(stage, user));
    },
    status: 404,
    code: 10007,
  },
  {
    name: 'kicking needs Kick Members',
    permissions: P.BanMembers,
    when: (stage) => stage.api('DELETE', path(stage, ada(stage).user)),
    status: 403,
    code: 50013,
  },
  {
    name: 'a member above is not kicked',
    when: (stage) => stage.api('DELETE', path(stage, ada(stage, [above(stage)]).user)),
    status: 403,
    code: 50013,
  },
  {
    name: 'the owner is not kicked',
    when: (stage) => stage.api('DELETE', path(stage, stage.owner)),
    status: 403,
    code: 50013,
  },
];
