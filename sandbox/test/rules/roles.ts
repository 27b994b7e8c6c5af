import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { createUser } from '../../discord/state/accounts.ts';
import { addMember } from '../../discord/state/guilds.ts';
import { createRole } from '../../discord/state/roles.ts';
import type { Role } from '../../discord/state/types.ts';
import type { Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const UNKNOWN = '100000000000000001';

/** A role just above `@everyone`, and so below the bot's own. */
const below = (stage: Stage): Role => createRole(stage.world, stage.guild, { name: 'Member' });

/** A role above the bot's own. */
const above = (stage: Stage): Role => createRole(stage.world, stage.guild, { name: 'Boss', position: 50 });

const own = (stage: Stage): Role => stage.guild.roles.get(stage.me.roles[0]!)!;

function create(stage: Stage, body: object) {
  return stage.api('POST', `/guilds/${stage.guild.id}/roles`, body);
}

function edit(stage: Stage, role: { id: string }, body: object) {
  return stage.api('PATCH', `/guilds/${stage.guild.id}/roles/${role.id}`, body);
}

function move(stage: Stage, role: { id: string }, position: number) {
  return stage.api('PATCH', `/guilds/${stage.guild.id}/roles`, [{ id: role.id, position }]);
}

function remove(stage: Stage, role: { id: string }) {
  return stage.api('DELETE', `/guilds/${stage.guild.id}/roles/${role.id}`);
}

export const rules: readonly Rule[] = [
  {
    name: 'a new role stands just above @everyone, with its permissions',
    when: (stage) => create(stage, {}),
    status: 200,
    body: { name: 'new role', position: 1, managed: false, color: 0 },
  },
  {
    name: 'a role is made as it was asked for',
    permissions: P.ManageRoles | P.KickMembers,
    when: (stage) =>
      create(stage, {
        name: 'Staff',
        permissions: P.KickMembers.toString(),
        color: 0x112233,
        hoist: true,
        mentionable: true,
      }),
    status: 200,
    body: { name: 'Staff', permissions: '2', color: 0x112233, hoist: true, mentionable: true },
  },
  {
    name: 'making a role needs Manage Roles',
    permissions: P.ManageGuild,
    when: (stage) => create(stage, { name: 'Staff' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a role cannot be given what the bot lacks',
    permissions: P.ManageRoles,
    when: (stage) => create(stage, { permissions: P.BanMembers.toString() }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a guild takes no 251st role',
    when: (stage) => {
      while (stage.guild.roles.size < 250) below(stage);
      return create(stage, { name: 'x' });
    },
    status: 400,
    code: 30005,
  },
  {
    name: 'a name has at most 100 characters',
    when: (stage) => create(stage, { name: 'x'.repeat(101) }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a color ends at ffffff',
    when: (stage) => create(stage, { color: 0x1000000 }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a role icon needs boosts',
    when: (stage) => create(stage, { unicode_emoji: '🎫' }),
    status: 403,
    code: 50101,
  },
  {
    name: 'roles are listed to anybody in the guild',
    permissions: 0n,
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/roles`),
    status: 200,
    body: [{ name: '@everyone', position: 0 }, { tags: {} }],
  },
  {
    name: 'one role can be read',
    permissions: 0n,
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/roles/${stage.guild.id}`),
    status: 200,
    body: { name: '@everyone' },
  },
  {
    name: 'a role that is not there is unknown',
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/roles/${UNKNOWN}`),
    status: 404,
    code: 10011,
  },
  {
    name: 'a role below the bot’s is edited',
    permissions: P.ManageRoles,
    when: (stage) => edit(stage, below(stage), { name: 'Guest', colors: { primary_color: 5 } }),
    status: 200,
    body: { name: 'Guest', color: 5 },
  },
  {
    name: 'a role above the bot’s is not edited',
    when: (stage) => edit(stage, above(stage), { name: 'x' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'the bot’s highest role is not edited by it',
    when: (stage) => edit(stage, own(stage), { name: 'x' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'of two roles with one position the older stands above',
    when: (stage) => {
      const role = below(stage);
      role.position = own(stage).position;
      return edit(stage, role, { name: 'x' });
    },
    status: 200,
  },
  {
    name: 'an edit cannot add what the bot lacks',
    permissions: P.ManageRoles,
    when: (stage) => edit(stage, below(stage), { permissions: P.Administrator.toString() }),
    status: 403,
    code: 50013,
  },
  {
    name: 'an edit can keep what the role has and the bot lacks',
    permissions: P.ManageRoles,
    when: (stage) => {
      const role = below(stage);
      role.permissions = P.BanMembers;
      return edit(stage, role, { permissions: P.BanMembers.toString(), hoist: true });
    },
    status: 200,
    body: { permissions: P.BanMembers.toString(), hoist: true },
  },
  {
    name: 'of @everyone only the permissions change',
    when: (stage) => edit(stage, stage.guild, { name: 'all', permissions: '0' }),
    status: 200,
    body: { name: '@everyone', permissions: '0' },
  },
  {
    name: 'bits that Discord does not know fall away',
    when: (stage) => edit(stage, below(stage), { permissions: (2n ** 62n + 2n).toString() }),
    status: 200,
    body: { permissions: '2' },
  },
  {
    name: 'a role is moved below the bot’s',
    when: (stage) => {
      const [one] = [below(stage), below(stage)];
      return move(stage, one!, 1);
    },
    status: 200,
  },
  {
    name: 'a role is not moved above the bot’s',
    when: (stage) => move(stage, below(stage), 40),
    status: 403,
    code: 50013,
  },
  {
    name: 'a role above the bot’s is not moved',
    when: (stage) => move(stage, above(stage), 1),
    status: 403,
    code: 50013,
  },
  {
    name: '@everyone is not moved',
    when: (stage) => move(stage, stage.guild, 3),
    status: 400,
    code: 50028,
  },
  {
    name: 'a role that is not there is not moved',
    when: (stage) => move(stage, { id: UNKNOWN }, 3),
    status: 404,
    code: 10011,
  },
  {
    name: 'a role below the bot’s is deleted',
    permissions: P.ManageRoles,
    when: (stage) => remove(stage, below(stage)),
    status: 204,
  },
  {
    name: 'a role above the bot’s is not deleted',
    when: (stage) => remove(stage, above(stage)),
    status: 403,
    code: 50013,
  },
  {
    name: '@everyone cannot be deleted',
    when: (stage) => remove(stage, stage.guild),
    status: 400,
    code: 50028,
  },
  {
    name: 'a managed role cannot be deleted',
    when: (stage) => remove(stage, createRole(stage.world, stage.guild, { managed: true })),
    status: 400,
    code: 50028,
  },
  {
    name: 'deleting a role needs Manage Roles',
    permissions: 0n,
    when: (stage) => remove(stage, below(stage)),
    status: 403,
    code: 50013,
  },
  {
    name: 'members are counted for each role',
    when: (stage) => {
      const role = createRole(stage.world, stage.guild, { name: 'x' });
      for (const name of ['ada', 'bob'])
        addMember(stage.world, stage.guild, createUser(stage.world, name), { roles: [role.id] });
      return stage.api('GET', `/guilds/${stage.guild.id}/roles/member-counts`).then((answer) => ({
        ...answer,
        body: { count: answer.body[role.id], everyone: stage.guild.id in answer.body },
      }));
    },
    status: 200,
    body: { count: 2, everyone: false },
  },
];
