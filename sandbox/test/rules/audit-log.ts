import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { createUser } from '../../discord/state/accounts.ts';
import { addMember } from '../../discord/state/guilds.ts';
import { createRole } from '../../discord/state/roles.ts';
import type { Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const reason = { headers: { 'x-audit-log-reason': 'because%20of%20ticket%204' } };

const log = (stage: Stage, query = '') => stage.api('GET', `/guilds/${stage.guild.id}/audit-logs${query}`);

async function threeRoles(stage: Stage): Promise<void> {
  for (const name of ['one', 'two', 'three'])
    await stage.api('POST', `/guilds/${stage.guild.id}/roles`, { name });
}

/** The names that the entries of an answer are about. */
function names(answer: {
  audit_log_entries: { changes: { key: string; new_value?: unknown }[] }[];
}): unknown[] {
  return answer.audit_log_entries.map(({ changes }) => changes.find(({ key }) => key === 'name')?.new_value);
}

export const rules: readonly Rule[] = [
  {
    name: 'the log needs View Audit Log',
    permissions: P.ManageGuild,
    when: (stage) => log(stage),
    status: 403,
    code: 50013,
  },
  {
    name: 'an empty log is one too',
    permissions: P.ViewAuditLog,
    when: (stage) => log(stage),
    status: 200,
    body: { audit_log_entries: [], users: [] },
  },
  {
    name: 'a new channel is written with its reason and who made it',
    when: async (stage) => {
      await stage.api('POST', `/guilds/${stage.guild.id}/channels`, { name: 'ticket-4' }, reason);
      return log(stage);
    },
    status: 200,
    body: {
      audit_log_entries: [{ action_type: 10, reason: 'because of ticket 4' }],
      users: [{ username: 'Testbot' }],
    },
  },
  {
    name: 'an edit is written with what it was before',
    when: async (stage) => {
      await stage.api('PATCH', `/channels/${stage.general.id}`, { name: 'lobby' });
      return log(stage);
    },
    status: 200,
    body: {
      audit_log_entries: [
        { action_type: 11, changes: [{ key: 'name', old_value: 'general', new_value: 'lobby' }] },
      ],
    },
  },
  {
    name: 'an edit that changes nothing is not written',
    when: async (stage) => {
      await stage.api('PATCH', `/channels/${stage.general.id}`, { name: 'general' });
      return log(stage);
    },
    status: 200,
    body: { audit_log_entries: [] },
  },
  {
    name: 'a deleted channel is written with its name',
    when: async (stage) => {
      await stage.api('DELETE', `/channels/${stage.general.id}`, undefined, reason);
      return log(stage, '?action_type=12');
    },
    status: 200,
    body: { audit_log_entries: [{ action_type: 12, reason: 'because of ticket 4' }] },
  },
  {
    name: 'an overwrite is written with whose it is',
    when: async (stage) => {
      await stage.api('PUT', `/channels/${stage.general.id}/permissions/${stage.guild.id}`, {
        type: 0,
        deny: '1024',
      });
      return log(stage);
    },
    status: 200,
    body: {
      audit_log_entries: [{ action_type: 13, options: { type: '0', role_name: '@everyone' } }],
    },
  },
  {
    name: 'a given role is written with its name',
    when: async (stage) => {
      const role = createRole(stage.world, stage.guild, { name: 'Staff' });
      await stage.api('PUT', `/guilds/${stage.guild.id}/members/${stage.owner.id}/roles/${role.id}`);
      return log(stage);
    },
    status: 200,
    body: {
      audit_log_entries: [{ action_type: 25, changes: [{ key: '$add', new_value: [{ name: 'Staff' }] }] }],
    },
  },
  {
    name: 'a ban is written with who was banned',
    when: async (stage) => {
      const { user } = addMember(stage.world, stage.guild, createUser(stage.world, 'eve'));
      await stage.api('PUT', `/guilds/${stage.guild.id}/bans/${user.id}`, {}, reason);
      return log(stage);
    },
    status: 200,
    body: {
      audit_log_entries: [{ action_type: 22, reason: 'because of ticket 4' }],
      users: [{ username: 'Testbot' }, { username: 'eve' }],
    },
  },
  {
    name: 'a new webhook comes along with its entry',
    when: async (stage) => {
      await stage.api('POST', `/channels/${stage.general.id}/webhooks`, { name: 'Feed' });
      return log(stage);
    },
    status: 200,
    body: { audit_log_entries: [{ action_type: 50 }], webhooks: [{ name: 'Feed' }] },
  },
  {
    name: 'the newest entry comes first',
    when: async (stage) => {
      await threeRoles(stage);
      const answer = await log(stage, '?limit=2');
      return { ...answer, body: names(answer.body) };
    },
    status: 200,
    body: ['three', 'two'],
  },
  {
    name: 'a page has at most 100 entries',
    when: (stage) => log(stage, '?limit=101'),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MAX',
  },
  {
    name: 'entries of one account alone can be asked for',
    when: async (stage) => {
      await threeRoles(stage);
      return log(stage, `?user_id=${stage.owner.id}`);
    },
    status: 200,
    body: { audit_log_entries: [] },
  },
  {
    name: 'after an id entries come in the order that they were written',
    when: async (stage) => {
      await threeRoles(stage);
      const answer = await log(stage, '?after=0&limit=2');
      return { ...answer, body: names(answer.body) };
    },
    status: 200,
    body: ['one', 'two'],
  },
  {
    name: 'before an id come the ones that are older',
    when: async (stage) => {
      await threeRoles(stage);
      const { body } = await log(stage);
      const answer = await log(stage, `?before=${body.audit_log_entries[0].id}`);
      return { ...answer, body: names(answer.body) };
    },
    status: 200,
    body: ['two', 'one'],
  },
];
