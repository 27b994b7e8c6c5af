import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { createUser } from '../../discord/state/accounts.ts';
import { ban } from '../../discord/state/bans.ts';
import { addMember } from '../../discord/state/guilds.ts';
import { createMessage } from '../../discord/state/messages.ts';
import { createRole } from '../../discord/state/roles.ts';
import type { Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const UNKNOWN = '100000000000000001';

const ada = (stage: Stage) => addMember(stage.world, stage.guild, createUser(stage.world, 'ada')).user;
const stranger = (stage: Stage) => createUser(stage.world, 'stranger');

const path = (stage: Stage, user: { id: string }) => `/guilds/${stage.guild.id}/bans/${user.id}`;

function banned(stage: Stage, name = 'eve') {
  const user = createUser(stage.world, name);
  ban(stage.world, stage.guild, user, { reason: 'spam' });
  return user;
}

function boss(stage: Stage) {
  const role = createRole(stage.world, stage.guild, { position: 50 });
  return addMember(stage.world, stage.guild, createUser(stage.world, 'boss'), { roles: [role.id] }).user;
}

export const rules: readonly Rule[] = [
  {
    name: 'a member is banned',
    permissions: P.BanMembers,
    when: (stage) => stage.api('PUT', path(stage, ada(stage)), {}),
    status: 204,
  },
  {
    name: 'who is banned is no member',
    when: async (stage) => {
      const user = ada(stage);
      await stage.api('PUT', path(stage, user), {});
      return stage.api('GET', `/guilds/${stage.guild.id}/members/${user.id}`);
    },
    status: 404,
    code: 10007,
  },
  {
    name: 'somebody who is not there can be banned',
    when: (stage) => stage.api('PUT', path(stage, stranger(stage)), {}),
    status: 204,
  },
  {
    name: 'a ban without a body is one too',
    when: (stage) => stage.api('PUT', path(stage, stranger(stage))),
    status: 204,
  },
  {
    name: 'an account that is not is not banned',
    when: (stage) => stage.api('PUT', path(stage, { id: UNKNOWN }), {}),
    status: 404,
    code: 10013,
  },
  {
    name: 'banning needs Ban Members',
    permissions: P.KickMembers,
    when: (stage) => stage.api('PUT', path(stage, ada(stage)), {}),
    status: 403,
    code: 50013,
  },
  {
    name: 'a member above is not banned',
    when: (stage) => stage.api('PUT', path(stage, boss(stage)), {}),
    status: 403,
    code: 50013,
  },
  {
    name: 'the owner is not banned',
    when: (stage) => stage.api('PUT', path(stage, stage.owner), {}),
    status: 403,
    code: 50013,
  },
  {
    name: 'messages of at most seven days are deleted',
    when: (stage) => stage.api('PUT', path(stage, ada(stage)), { delete_message_seconds: 604801 }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a ban deletes what was written lately',
    when: async (stage) => {
      const user = ada(stage);
      const message = createMessage(stage.world, stage.general, { author: user, content: 'buy now' });
      await stage.api('PUT', path(stage, user), { delete_message_seconds: 3600 });
      return stage.api('GET', `/channels/${stage.general.id}/messages/${message.id}`);
    },
    status: 404,
    code: 10008,
  },
  {
    name: 'a ban leaves messages alone unless it says so',
    when: async (stage) => {
      const user = ada(stage);
      const message = createMessage(stage.world, stage.general, { author: user, content: 'hello' });
      await stage.api('PUT', path(stage, user), {});
      return stage.api('GET', `/channels/${stage.general.id}/messages/${message.id}`);
    },
    status: 200,
  },
  {
    name: 'a ban is read with its reason',
    when: async (stage) => {
      const user = ada(stage);
      await stage.api('PUT', path(stage, user), {}, { headers: { 'x-audit-log-reason': 'caf%C3%A9' } });
      return stage.api('GET', path(stage, user));
    },
    status: 200,
    body: { reason: 'café', user: { username: 'ada' } },
  },
  {
    name: 'somebody who is not banned has no ban',
    when: (stage) => stage.api('GET', path(stage, stage.owner)),
    status: 404,
    code: 10026,
  },
  {
    name: 'reading bans needs Ban Members',
    permissions: 0n,
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/bans`),
    status: 403,
    code: 50013,
  },
  {
    name: 'bans are listed by account',
    when: (stage) => {
      banned(stage, 'eve');
      banned(stage, 'mallory');
      return stage.api('GET', `/guilds/${stage.guild.id}/bans?limit=1`);
    },
    status: 200,
    body: [{ user: { username: 'eve' }, reason: 'spam' }],
  },
  {
    name: 'the page before an id is the one that ends there',
    when: (stage) => {
      banned(stage, 'eve');
      banned(stage, 'mallory');
      const last = banned(stage, 'trudy');
      return stage.api('GET', `/guilds/${stage.guild.id}/bans?limit=1&before=${last.id}`);
    },
    status: 200,
    body: [{ user: { username: 'mallory' } }],
  },
  {
    name: 'a page of bans has at most 1000',
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}/bans?limit=1001`),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MAX',
  },
  {
    name: 'a ban is lifted',
    when: (stage) => stage.api('DELETE', path(stage, banned(stage))),
    status: 204,
  },
  {
    name: 'a ban that is not there is not lifted',
    when: (stage) => stage.api('DELETE', path(stage, stage.owner)),
    status: 404,
    code: 10026,
  },
  {
    name: 'many are banned at once, and who could not be is named',
    permissions: P.BanMembers | P.ManageGuild,
    when: (stage) =>
      stage
        .api('POST', `/guilds/${stage.guild.id}/bulk-ban`, {
          user_ids: [ada(stage).id, stage.owner.id, UNKNOWN],
        })
        .then((answer) => ({
          ...answer,
          body: { banned: answer.body.banned_users?.length, failed: answer.body.failed_users?.length },
        })),
    status: 200,
    body: { banned: 1, failed: 2 },
  },
  {
    name: 'a bulk ban that bans nobody fails',
    when: (stage) => stage.api('POST', `/guilds/${stage.guild.id}/bulk-ban`, { user_ids: [stage.owner.id] }),
    status: 400,
    code: 500000,
  },
  {
    name: 'a bulk ban needs Manage Server too',
    permissions: P.BanMembers,
    when: (stage) => stage.api('POST', `/guilds/${stage.guild.id}/bulk-ban`, { user_ids: [ada(stage).id] }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a bulk ban takes at most 200 accounts',
    when: (stage) =>
      stage.api('POST', `/guilds/${stage.guild.id}/bulk-ban`, {
        user_ids: Array.from({ length: 201 }, (_, index) => String(1000 + index)),
      }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a bulk ban names somebody',
    when: (stage) => stage.api('POST', `/guilds/${stage.guild.id}/bulk-ban`, { user_ids: [] }),
    status: 400,
    code: 50035,
    field: 'user_ids BASE_TYPE_BAD_LENGTH',
  },
];
