import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { createChannel } from '../../discord/state/channels.ts';
import type { Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const UNKNOWN = '100000000000000001';

function edit(stage: Stage, body: object) {
  return stage.api('PATCH', `/guilds/${stage.guild.id}`, body);
}

export const rules: readonly Rule[] = [
  {
    name: 'a guild can be read by a bot in it',
    permissions: 0n,
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}`),
    status: 200,
    body: { name: 'Test guild', roles: [{ name: '@everyone' }, { name: 'Testbot', managed: true }] },
  },
  {
    name: 'with_counts adds how many are there',
    when: (stage) => stage.api('GET', `/guilds/${stage.guild.id}?with_counts=true`),
    status: 200,
    body: { approximate_member_count: 2 },
  },
  {
    name: 'another guild is unknown',
    when: (stage) => stage.api('GET', `/guilds/${UNKNOWN}`),
    status: 404,
    code: 10004,
  },
  {
    name: 'an edit changes what it names',
    permissions: P.ManageGuild,
    when: (stage) => edit(stage, { name: 'Renamed', preferred_locale: 'de', afk_timeout: 900 }),
    status: 200,
    body: { name: 'Renamed', preferred_locale: 'de', afk_timeout: 900 },
  },
  {
    name: 'an edit needs Manage Server',
    permissions: P.ManageChannels,
    when: (stage) => edit(stage, { name: 'Renamed' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a name has at least 2 characters',
    when: (stage) => edit(stage, { name: 'x' }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a locale that Discord does not speak is refused',
    when: (stage) => edit(stage, { preferred_locale: 'tlh' }),
    status: 400,
    code: 50035,
  },
  {
    name: 'the system channel is a text channel of the guild',
    when: (stage) => {
      const voice = createChannel(stage.world, stage.guild, { name: 'v', type: ChannelType.GuildVoice });
      return edit(stage, { system_channel_id: voice.id });
    },
    status: 400,
    code: 50035,
    field: 'system_channel_id CHANNEL_INVALID',
  },
  {
    name: 'the system channel can be taken away',
    when: (stage) => edit(stage, { system_channel_id: null }),
    status: 200,
    body: { system_channel_id: null },
  },
  {
    name: 'the afk channel is a voice channel',
    when: (stage) => {
      const voice = createChannel(stage.world, stage.guild, { name: 'v', type: ChannelType.GuildVoice });
      return edit(stage, { afk_channel_id: voice.id });
    },
    status: 200,
  },
  {
    name: 'Community asks for its channels',
    when: (stage) => edit(stage, { features: ['COMMUNITY'] }),
    status: 400,
    code: 50035,
    field: 'rules_channel_id BASE_TYPE_REQUIRED',
  },
  {
    name: 'Community is switched on with all that it asks for',
    when: (stage) =>
      edit(stage, {
        features: ['COMMUNITY'],
        rules_channel_id: stage.general.id,
        public_updates_channel_id: stage.general.id,
        verification_level: 1,
        explicit_content_filter: 2,
      }),
    status: 200,
    body: { features: ['COMMUNITY', 'NEWS'] },
  },
  {
    name: 'only an administrator switches Community',
    permissions: P.ManageGuild,
    when: (stage) => edit(stage, { features: ['COMMUNITY'] }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a bot leaves a guild',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', `/users/@me/guilds/${stage.guild.id}`),
    status: 204,
  },
  {
    name: 'a guild that the bot has left is unknown to it',
    when: async (stage) => {
      await stage.api('DELETE', `/users/@me/guilds/${stage.guild.id}`);
      return stage.api('GET', `/guilds/${stage.guild.id}`);
    },
    status: 404,
    code: 10004,
  },
  {
    name: 'the owner cannot leave',
    when: (stage) => {
      stage.guild.ownerId = stage.me.user.id;
      return stage.api('DELETE', `/users/@me/guilds/${stage.guild.id}`);
    },
    status: 400,
    code: 50055,
  },
];
