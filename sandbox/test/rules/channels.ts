import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { createUser } from '../../discord/state/accounts.ts';
import { createChannel, directChannel } from '../../discord/state/channels.ts';
import { createRole } from '../../discord/state/roles.ts';
import type { Channel, Overwrite } from '../../discord/state/types.ts';
import type { Answered, Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const MANAGER = P.ManageChannels | P.ManageRoles | P.ViewChannel | P.SendMessages;
const UNKNOWN = '100000000000000001';

function category(stage: Stage, channels = 0): Channel {
  const made = createChannel(stage.world, stage.guild, {
    name: 'Tickets',
    type: ChannelType.GuildCategory,
  });
  for (let index = 0; index < channels; index++)
    createChannel(stage.world, stage.guild, { name: `ticket-${index}`, parentId: made.id });
  return made;
}

function create(stage: Stage, body: object): Promise<Answered> {
  return stage.api('POST', `/guilds/${stage.guild.id}/channels`, body);
}

function edit(stage: Stage, body: object, channel = stage.general): Promise<Answered> {
  return stage.api('PATCH', `/channels/${channel.id}`, body);
}

function overwrite(stage: Stage, id: string, body: object, channel = stage.general): Promise<Answered> {
  return stage.api('PUT', `/channels/${channel.id}/permissions/${id}`, body);
}

function fill(stage: Stage, total: number): void {
  while (stage.guild.channels.size < total) createChannel(stage.world, stage.guild, { name: 'full' });
}

function hide(stage: Stage, channel = stage.general): void {
  deny(stage, P.ViewChannel, channel);
}

function deny(stage: Stage, bits: bigint, channel = stage.general): void {
  channel.overwrites.set(stage.guild.id, { id: stage.guild.id, type: 0, allow: 0n, deny: bits });
}

export const rules: readonly Rule[] = [
  {
    name: 'a text channel gets a name in lower case with dashes',
    when: (stage) => create(stage, { name: ' Ticket  Support! ' }),
    status: 201,
    body: { name: 'ticket-support', type: 0, parent_id: null },
  },
  {
    name: 'a text channel keeps letters of other scripts and emoji in its name',
    when: (stage) => create(stage, { name: '🎫 Größe_2' }),
    status: 201,
    body: { name: '🎫-größe_2' },
  },
  {
    name: 'a server that can be discovered may not use some words in names',
    when: (stage) => {
      stage.guild.features.push('DISCOVERABLE');
      return create(stage, { name: 'order-1488' });
    },
    status: 400,
    body: {
      code: 50035,
      errors: { name: { _errors: [{ code: 'INVALID_COMMUNITY_PROPERTY_NAME' }] } },
    },
  },
  {
    name: 'a voice channel keeps its name as it was typed',
    when: (stage) => create(stage, { name: 'Voice Lounge', type: 2 }),
    status: 201,
    body: { name: 'Voice Lounge', type: 2, bitrate: 64000 },
  },
  {
    name: 'a category keeps its name as it was typed',
    when: (stage) => create(stage, { name: 'Open Tickets', type: 4 }),
    status: 201,
    body: { name: 'Open Tickets', type: 4 },
  },
  {
    name: 'a name of punctuation alone is refused',
    when: (stage) => create(stage, { name: '!!!' }),
    status: 400,
    code: 50035,
    field: 'name BASE_TYPE_BAD_LENGTH',
  },
  {
    name: 'a channel needs a name',
    when: (stage) => create(stage, {}),
    status: 400,
    code: 50035,
  },
  {
    name: 'a name has at most 100 characters',
    when: (stage) => create(stage, { name: 'x'.repeat(101) }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a forum comes with its tags',
    when: (stage) => create(stage, { name: 'help', type: 15, available_tags: [{ name: 'open' }] }),
    status: 201,
    body: { type: 15, available_tags: [{ name: 'open', moderated: false, emoji_id: null }] },
  },
  {
    name: 'an announcement channel needs Community',
    when: (stage) => create(stage, { name: 'news', type: 5 }),
    status: 400,
    code: 50035,
    field: 'type BASE_TYPE_CHOICES',
  },
  {
    name: 'an announcement channel is made in a Community guild',
    when: (stage) => {
      stage.guild.features.push('COMMUNITY', 'NEWS');
      return create(stage, { name: 'news', type: 5 });
    },
    status: 201,
    body: { type: 5 },
  },
  {
    name: 'a stage needs Community',
    when: (stage) => create(stage, { name: 'stage', type: 13 }),
    status: 400,
    code: 50024,
  },
  {
    name: 'a media channel is made in a Community guild',
    when: (stage) => {
      stage.guild.features.push('COMMUNITY');
      return create(stage, { name: 'art', type: 16 });
    },
    status: 201,
    body: { type: 16, available_tags: [] },
  },
  {
    name: 'a thread is no channel to make in a guild',
    when: (stage) => create(stage, { name: 'thread', type: 11 }),
    status: 400,
    code: 50035,
  },
  {
    name: 'making a channel needs Manage Channels',
    permissions: P.ManageRoles,
    when: (stage) => create(stage, { name: 'x' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'making a channel in a category asks for Manage Channels there',
    permissions: MANAGER,
    when: (stage) => {
      const parent = category(stage);
      deny(stage, P.ManageChannels, parent);
      return create(stage, { name: 'x', parent_id: parent.id });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a guild the bot is not in is unknown to it',
    when: (stage) => stage.api('POST', `/guilds/${UNKNOWN}/channels`, { name: 'x' }),
    status: 404,
    code: 10004,
  },
  {
    name: 'a category takes its 50th channel',
    when: (stage) => create(stage, { name: 'x', parent_id: category(stage, 49).id }),
    status: 201,
  },
  {
    name: 'a category takes no 51st channel',
    when: (stage) => create(stage, { name: 'x', parent_id: category(stage, 50).id }),
    status: 400,
    code: 50035,
    field: 'parent_id CHANNEL_PARENT_MAX_CHANNELS',
    body: {
      errors: {
        parent_id: { _errors: [{ message: 'Maximum number of channels in category reached (50)' }] },
      },
    },
  },
  {
    name: 'a channel is not moved into a full category either',
    when: (stage) => edit(stage, { parent_id: category(stage, 50).id }),
    status: 400,
    code: 50035,
    field: 'parent_id CHANNEL_PARENT_MAX_CHANNELS',
  },
  {
    name: 'a category that is not there cannot be a parent',
    when: (stage) => create(stage, { name: 'x', parent_id: UNKNOWN }),
    status: 400,
    code: 50035,
    field: 'parent_id CHANNEL_PARENT_INVALID',
  },
  {
    name: 'a text channel cannot be a parent',
    when: (stage) => create(stage, { name: 'x', parent_id: stage.general.id }),
    status: 400,
    code: 50035,
    field: 'parent_id CHANNEL_PARENT_INVALID_TYPE',
  },
  {
    name: 'a category cannot stand in a category',
    when: (stage) => create(stage, { name: 'x', type: 4, parent_id: category(stage).id }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a guild takes its 500th channel',
    when: (stage) => {
      fill(stage, 499);
      return create(stage, { name: 'x' });
    },
    status: 201,
  },
  {
    name: 'a guild takes no 501st channel',
    when: (stage) => {
      fill(stage, 500);
      return create(stage, { name: 'x' });
    },
    status: 400,
    code: 30013,
  },
  {
    name: 'a new channel in a category has the category’s overwrites',
    when: (stage) => {
      const parent = category(stage);
      deny(stage, P.SendMessages, parent);
      return create(stage, { name: 'x', parent_id: parent.id });
    },
    status: 201,
    body: { permission_overwrites: [{ type: 0, allow: '0', deny: P.SendMessages.toString() }] },
  },
  {
    name: 'overwrites of its own keep a new channel apart from its category',
    when: (stage) => {
      const parent = category(stage);
      deny(stage, P.SendMessages, parent);
      return create(stage, {
        name: 'x',
        parent_id: parent.id,
        permission_overwrites: [{ id: stage.guild.id, type: 0, deny: P.ViewChannel.toString() }],
      });
    },
    status: 201,
    body: { permission_overwrites: [{ deny: P.ViewChannel.toString() }] },
  },
  {
    name: 'an overwrite of a new channel can hold what the bot may do in the guild',
    permissions: MANAGER,
    when: (stage) =>
      create(stage, {
        name: 'x',
        permission_overwrites: [
          { id: stage.guild.id, type: 0, deny: P.ViewChannel.toString() },
          { id: stage.owner.id, type: 1, allow: (P.ViewChannel | P.SendMessages).toString() },
        ],
      }),
    status: 201,
  },
  {
    name: 'an overwrite of a new channel cannot allow what the bot lacks',
    permissions: MANAGER,
    when: (stage) =>
      create(stage, {
        name: 'x',
        permission_overwrites: [{ id: stage.owner.id, type: 1, allow: P.ManageMessages.toString() }],
      }),
    status: 403,
    code: 50013,
  },
  {
    name: 'an overwrite of a new channel cannot deny what the bot lacks',
    permissions: MANAGER,
    when: (stage) =>
      create(stage, {
        name: 'x',
        permission_overwrites: [{ id: stage.guild.id, type: 0, deny: P.ManageMessages.toString() }],
      }),
    status: 403,
    code: 50013,
  },
  {
    name: 'only an administrator puts Manage Roles into an overwrite of a new channel',
    permissions: MANAGER,
    when: (stage) =>
      create(stage, {
        name: 'x',
        permission_overwrites: [{ id: stage.owner.id, type: 1, allow: P.ManageRoles.toString() }],
      }),
    status: 403,
    code: 50013,
  },
  {
    name: 'an overwrite of a role that is not there is refused',
    when: (stage) =>
      create(stage, { name: 'x', permission_overwrites: [{ id: UNKNOWN, type: 0, deny: '1024' }] }),
    status: 404,
    code: 10009,
  },
  {
    name: 'a body takes at most 100 overwrites',
    when: (stage) =>
      create(stage, {
        name: 'x',
        permission_overwrites: Array.from({ length: 101 }, () => ({ id: stage.guild.id, type: 0 })),
      }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a channel can be read by who sees it',
    permissions: 0n,
    when: (stage) => stage.api('GET', `/channels/${stage.general.id}`),
    status: 200,
    body: { name: 'general', type: 0 },
  },
  {
    name: 'a hidden channel cannot be read',
    permissions: 0n,
    when: (stage) => {
      hide(stage);
      return stage.api('GET', `/channels/${stage.general.id}`);
    },
    status: 403,
    code: 50001,
  },
  {
    name: 'a channel that is not there is unknown',
    when: (stage) => stage.api('GET', `/channels/${UNKNOWN}`),
    status: 404,
    code: 10003,
  },
  {
    name: 'an id that is no number is refused',
    when: (stage) => stage.api('GET', '/channels/general'),
    status: 400,
    code: 50035,
    field: 'channel_id NUMBER_TYPE_COERCE',
  },
  {
    name: 'the list of channels has the hidden ones too',
    permissions: 0n,
    when: (stage) => {
      hide(stage);
      return stage.api('GET', `/guilds/${stage.guild.id}/channels`);
    },
    status: 200,
    body: [{ name: 'general' }],
  },
  {
    name: 'an edit changes what it names',
    permissions: MANAGER,
    when: (stage) => edit(stage, { name: 'Claimed by Ada', topic: 'hello', rate_limit_per_user: 5 }),
    status: 200,
    body: { name: 'claimed-by-ada', topic: 'hello', rate_limit_per_user: 5, nsfw: false },
  },
  {
    name: 'an edit needs Manage Channels',
    permissions: P.ManageRoles,
    when: (stage) => edit(stage, { name: 'x' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'an edit needs Manage Channels in that channel',
    permissions: MANAGER,
    when: (stage) => {
      deny(stage, P.ManageChannels);
      return edit(stage, { name: 'x' });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'an overwrite can grant Manage Channels for one channel',
    permissions: 0n,
    when: (stage) => {
      const id = stage.me.user.id;
      stage.general.overwrites.set(id, { id, type: 1, allow: P.ManageChannels, deny: 0n });
      return edit(stage, { name: 'x' });
    },
    status: 200,
  },
  {
    name: 'a voice channel that the bot may not join cannot be edited by it',
    permissions: MANAGER,
    when: (stage) => {
      const voice = createChannel(stage.world, stage.guild, { name: 'v', type: ChannelType.GuildVoice });
      deny(stage, P.Connect, voice);
      return edit(stage, { name: 'x' }, voice);
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a text channel does not turn into a voice channel',
    when: (stage) => edit(stage, { type: 2 }),
    status: 400,
    code: 50024,
  },
  {
    name: 'a text channel turns into an announcement channel where there is Community',
    when: (stage) => {
      stage.guild.features.push('COMMUNITY', 'NEWS');
      return edit(stage, { type: 5 });
    },
    status: 200,
    body: { type: 5 },
  },
  {
    name: 'the rules channel stays a text channel',
    when: (stage) => {
      stage.guild.features.push('COMMUNITY', 'NEWS');
      stage.guild.rulesChannelId = stage.general.id;
      return edit(stage, { type: 5 });
    },
    status: 400,
    code: 50086,
  },
  {
    name: 'a position is a number of 32 bits',
    when: (stage) => edit(stage, { position: 2 ** 31 }),
    status: 400,
    code: 50035,
    field: 'position NUMBER_TYPE_MAX',
  },
  {
    name: 'slow mode ends at six hours',
    when: (stage) => edit(stage, { rate_limit_per_user: 21601 }),
    status: 400,
    code: 50035,
  },
  {
    name: 'a move into a category leaves the overwrites alone',
    when: (stage) => {
      const parent = category(stage);
      deny(stage, P.SendMessages, parent);
      return edit(stage, { parent_id: parent.id });
    },
    status: 200,
    body: { permission_overwrites: [] },
  },
  {
    name: 'an edit of overwrites needs Manage Roles as well',
    permissions: P.ManageChannels,
    when: (stage) => edit(stage, { permission_overwrites: [] }),
    status: 403,
    code: 50013,
  },
  {
    name: 'an edit cannot drop an overwrite that holds what the bot lacks',
    permissions: MANAGER,
    when: (stage) => {
      deny(stage, P.ManageMessages);
      return edit(stage, { permission_overwrites: [] });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'an edit can keep an overwrite that holds what the bot lacks',
    permissions: MANAGER,
    when: (stage) => {
      deny(stage, P.ManageMessages);
      return edit(stage, {
        name: 'x',
        permission_overwrites: [{ id: stage.guild.id, type: 0, deny: P.ManageMessages.toString() }],
      });
    },
    status: 200,
  },
  {
    name: 'a direct channel cannot be edited like one of a guild',
    when: (stage) => edit(stage, { name: 'x' }, directChannel(stage.world, stage.me.user, stage.owner)),
    status: 403,
    code: 50003,
  },
  {
    name: 'a direct channel is read with the other side as recipient',
    when: (stage) =>
      stage.api('GET', `/channels/${directChannel(stage.world, stage.me.user, stage.owner).id}`),
    status: 200,
    body: { type: 1, recipients: [{ username: 'owner' }] },
  },
  {
    name: 'deleting a direct channel closes it',
    when: (stage) =>
      stage.api('DELETE', `/channels/${directChannel(stage.world, stage.me.user, stage.owner).id}`),
    status: 200,
    body: { type: 1 },
  },
  {
    name: 'a channel is deleted and given back',
    when: (stage) => stage.api('DELETE', `/channels/${stage.general.id}`),
    status: 200,
    body: { name: 'general' },
  },
  {
    name: 'deleting needs Manage Channels',
    permissions: P.ManageMessages,
    when: (stage) => stage.api('DELETE', `/channels/${stage.general.id}`),
    status: 403,
    code: 50013,
  },
  {
    name: 'what is deleted is unknown afterwards',
    when: async (stage) => {
      await stage.api('DELETE', `/channels/${stage.general.id}`);
      return stage.api('DELETE', `/channels/${stage.general.id}`);
    },
    status: 404,
    code: 10003,
  },
  {
    name: 'the channels that Community needs cannot be deleted',
    when: (stage) => {
      stage.guild.features.push('COMMUNITY');
      stage.guild.publicUpdatesChannelId = stage.general.id;
      return stage.api('DELETE', `/channels/${stage.general.id}`);
    },
    status: 400,
    code: 50074,
  },
  {
    name: 'deleting a category leaves its channels outside',
    when: async (stage) => {
      const parent = category(stage, 1);
      await stage.api('DELETE', `/channels/${parent.id}`);
      return stage.api('GET', `/guilds/${stage.guild.id}/channels`);
    },
    status: 200,
    body: [{ name: 'general' }, { name: 'ticket-0', parent_id: null }],
  },
  {
    name: 'an overwrite is set by PUT',
    permissions: MANAGER,
    when: (stage) => overwrite(stage, stage.guild.id, { type: 0, deny: P.SendMessages.toString() }),
    status: 204,
  },
  {
    name: 'bits of an overwrite may be a number',
    when: (stage) => overwrite(stage, stage.guild.id, { type: 0, deny: 2048 }),
    status: 204,
  },
  {
    name: 'bits of an overwrite that are no number are refused',
    when: (stage) => overwrite(stage, stage.guild.id, { type: 0, deny: 'SEND_MESSAGES' }),
    status: 400,
    code: 50035,
  },
  {
    name: 'setting an overwrite needs Manage Roles',
    permissions: P.ManageChannels,
    when: (stage) => overwrite(stage, stage.guild.id, { type: 0, deny: '2048' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'an overwrite cannot give what the bot lacks',
    permissions: MANAGER,
    when: (stage) => overwrite(stage, stage.owner.id, { type: 1, allow: P.ManageMessages.toString() }),
    status: 403,
    code: 50013,
  },
  {
    name: 'an overwrite can give what the bot has from the category alone',
    permissions: MANAGER,
    when: (stage) => {
      const parent = category(stage, 1);
      const { id } = stage.me.user;
      parent.overwrites.set(id, { id, type: 1, allow: P.ManageMessages, deny: 0n });
      const channel = [...stage.guild.channels.values()].at(-1)!;
      return overwrite(stage, stage.owner.id, { type: 1, allow: P.ManageMessages.toString() }, channel);
    },
    status: 204,
  },
  {
    name: 'who has Manage Roles by an overwrite sets any bit in that channel',
    permissions: P.ViewChannel,
    when: (stage) => {
      const { id } = stage.me.user;
      stage.general.overwrites.set(id, { id, type: 1, allow: P.ManageRoles, deny: 0n });
      return overwrite(stage, stage.owner.id, { type: 1, allow: P.ManageMessages.toString() });
    },
    status: 204,
  },
  {
    name: 'an overwrite for a role that is not there is refused',
    when: (stage) => overwrite(stage, UNKNOWN, { type: 0, deny: '1024' }),
    status: 404,
    code: 10009,
  },
  {
    name: 'a role’s id is no member',
    when: (stage) => overwrite(stage, createRole(stage.world, stage.guild).id, { type: 1, allow: '1024' }),
    status: 404,
    code: 10009,
  },
  {
    name: 'a channel takes no 1001st overwrite',
    when: (stage) => {
      const { overwrites } = stage.general;
      for (let id = 1n; overwrites.size < 1000; id++) {
        const one: Overwrite = { id: id.toString(), type: 1, allow: 0n, deny: 1n };
        overwrites.set(one.id, one);
      }
      return overwrite(stage, createUser(stage.world, 'ada').id, { type: 1, allow: '1024' });
    },
    status: 400,
    code: 30060,
  },
  {
    name: 'an overwrite that is there can be deleted',
    when: (stage) => {
      hide(stage);
      return stage.api('DELETE', `/channels/${stage.general.id}/permissions/${stage.guild.id}`);
    },
    status: 204,
  },
  {
    name: 'an overwrite that is not there cannot be deleted',
    when: (stage) => stage.api('DELETE', `/channels/${stage.general.id}/permissions/${stage.owner.id}`),
    status: 404,
    code: 10009,
  },
  {
    name: 'channels are moved together',
    when: async (stage) => {
      const parent = category(stage);
      await stage.api('PATCH', `/guilds/${stage.guild.id}/channels`, [
        { id: parent.id, position: 0 },
        { id: stage.general.id, position: 7, parent_id: parent.id },
      ]);
      return stage.api('GET', `/channels/${stage.general.id}`);
    },
    status: 200,
    body: { position: 7 },
  },
  {
    name: 'a move with lock_permissions takes over the category’s overwrites',
    when: async (stage) => {
      const parent = category(stage);
      deny(stage, P.SendMessages, parent);
      await stage.api('PATCH', `/guilds/${stage.guild.id}/channels`, [
        { id: stage.general.id, parent_id: parent.id, lock_permissions: true },
      ]);
      return stage.api('GET', `/channels/${stage.general.id}`);
    },
    status: 200,
    body: { permission_overwrites: [{ deny: P.SendMessages.toString() }] },
  },
  {
    name: 'of two channels that move together only one gets the last place of a category',
    when: (stage) => {
      const parent = category(stage, 49);
      const other = createChannel(stage.world, stage.guild, { name: 'other' });
      return stage.api(
        'PATCH',
        `/guilds/${stage.guild.id}/channels`,
        [stage.general, other].map(({ id }) => ({ id, parent_id: parent.id })),
      );
    },
    status: 400,
    code: 50035,
    field: 'parent_id CHANNEL_PARENT_MAX_CHANNELS',
  },
  {
    name: 'moving channels needs Manage Channels',
    permissions: P.ManageRoles,
    when: (stage) =>
      stage.api('PATCH', `/guilds/${stage.guild.id}/channels`, [{ id: stage.general.id, position: 3 }]),
    status: 403,
    code: 50013,
  },
];
