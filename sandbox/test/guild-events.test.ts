import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createApplication, createUser } from '../discord/state/accounts.ts';
import { ban } from '../discord/state/bans.ts';
import { createChannel } from '../discord/state/channels.ts';
import { addMember } from '../discord/state/guilds.ts';
import { createMessage } from '../discord/state/messages.ts';
import { createRole } from '../discord/state/roles.ts';
import { GatewayClient } from './gateway-client.ts';
import { type Stage, setStage, startCheckedDiscord } from './stage.ts';

/** Guilds, members and moderation. */
const INTENTS = (1 << 0) | (1 << 1) | (1 << 2) | (1 << 9);

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startCheckedDiscord();
});
afterAll(() => discord.stop());

/** A stage whose bot listens. `told` gives the events since the last call. */
async function listening(permissions = P.Administrator) {
  const stage = setStage(discord, { permissions });
  const client = await GatewayClient.login(discord, stage.application, { intents: INTENTS });
  await client.settle();
  let seen = client.packets.length;
  const told = async () => {
    await client.settle();
    const news = client.packets.slice(seen).filter(({ t }) => t !== null);
    seen = client.packets.length;
    return news;
  };
  return { ...stage, stage, client, told };
}

const names = (packets: readonly { t: string | null }[]) => packets.map(({ t }) => t);

const category = (stage: Stage) =>
  createChannel(stage.world, stage.guild, { name: 'Tickets', type: ChannelType.GuildCategory });

describe('what a bot is told of channels', () => {
  test('one that is made, edited and deleted, each with its entry in the audit log', async () => {
    const { api, guild, told } = await listening();
    const { body } = await api('POST', `/guilds/${guild.id}/channels`, { name: 'ticket 4' });
    await api('PATCH', `/channels/${body.id}`, { topic: 'help' });
    await api('DELETE', `/channels/${body.id}`);
    const news = await told();
    expect(names(news)).toEqual([
      'CHANNEL_CREATE',
      'GUILD_AUDIT_LOG_ENTRY_CREATE',
      'CHANNEL_UPDATE',
      'GUILD_AUDIT_LOG_ENTRY_CREATE',
      'CHANNEL_DELETE',
      'GUILD_AUDIT_LOG_ENTRY_CREATE',
    ]);
    expect(news[0]!.d).toMatchObject({ guild_id: guild.id, name: 'ticket-4' });
    expect(news[1]!.d).toMatchObject({ guild_id: guild.id, action_type: 10, target_id: body.id });
    expect(news[2]!.d).toMatchObject({ topic: 'help' });
  });

  test('an edit of a category’s overwrites goes on to the channels that are in sync', async () => {
    const { stage, api, guild, told } = await listening();
    const parent = category(stage);
    const follower = createChannel(stage.world, guild, { name: 'one', parentId: parent.id });
    const own = createChannel(stage.world, guild, {
      name: 'two',
      parentId: parent.id,
      overwrites: new Map([[guild.id, { id: guild.id, type: 0, allow: 0n, deny: P.AddReactions }]]),
    });
    await told();
    await api('PUT', `/channels/${parent.id}/permissions/${guild.id}`, { type: 0, deny: '1024' });
    const updates = (await told()).filter(({ t }) => t === 'CHANNEL_UPDATE');
    expect(updates.map(({ d }) => d.id)).toEqual([parent.id, follower.id]);
    const { body } = await api('GET', `/channels/${follower.id}`);
    expect(body.permission_overwrites).toEqual([{ id: guild.id, type: 0, allow: '0', deny: '1024' }]);
    expect((await api('GET', `/channels/${own.id}`)).body.permission_overwrites[0].deny).toBe('64');
  });

  test('a channel that was in sync and got an overwrite of its own no longer follows', async () => {
    const { stage, api, guild, owner } = await listening();
    const parent = category(stage);
    const child = createChannel(stage.world, guild, { name: 'one', parentId: parent.id });
    await api('PUT', `/channels/${child.id}/permissions/${owner.id}`, { type: 1, allow: '1024' });
    await api('PUT', `/channels/${parent.id}/permissions/${guild.id}`, { type: 0, deny: '1024' });
    const { body } = await api('GET', `/channels/${child.id}`);
    expect(body.permission_overwrites.map(({ id }: { id: string }) => id)).toEqual([owner.id]);
  });

  test('with a channel go its threads, webhooks, messages and files', async () => {
    const { api, guild, world, general, told } = await listening();
    const webhook = (await api('POST', `/channels/${general.id}/webhooks`, { name: 'Orders' })).body;
    const thread = (
      await api('POST', `/channels/${general.id}/threads`, { name: 'talk', type: ChannelType.PublicThread })
    ).body;
    const files = [{ name: 'a.txt', content: 'text' }];
    const sent = { content: 'once', nonce: 'n', enforce_nonce: true };
    const message = (await api('POST', `/channels/${general.id}/messages`, sent, { files })).body;
    const [{ url }] = message.attachments;
    expect((await fetch(url)).status).toBe(200);
    await told();

    await api('DELETE', `/channels/${general.id}`);

    // It was the system channel too, which the guild has none of then.
    const news = names(await told());
    expect(news).toEqual(['THREAD_DELETE', 'CHANNEL_DELETE', 'GUILD_UPDATE', 'GUILD_AUDIT_LOG_ENTRY_CREATE']);
    expect((await api('GET', `/channels/${thread.id}`)).body.code).toBe(10003);
    expect((await api('GET', `/guilds/${guild.id}/threads/active`)).body.threads).toEqual([]);
    expect((await api('POST', `/webhooks/${webhook.id}/${webhook.token}`, { content: 'x' })).body.code).toBe(
      10015,
    );
    expect((await fetch(url)).status).toBe(404);
    const other = createChannel(world, guild, { name: 'other' });
    const again = await api('POST', `/channels/${other.id}/messages`, sent);
    expect(again.body.id).not.toBe(message.id);
    expect(other.messages.has(again.body.id)).toBe(true);
  });

  test('a deleted system channel is none any more', async () => {
    const { api, general, told } = await listening();
    await api('DELETE', `/channels/${general.id}`);
    const update = (await told()).find(({ t }) => t === 'GUILD_UPDATE');
    expect(update?.d.system_channel_id).toBeNull();
  });
});

describe('what a bot is told of roles and members', () => {
  test('a role that is made, edited, given and deleted', async () => {
    const { api, guild, owner, told } = await listening();
    const { body: role } = await api('POST', `/guilds/${guild.id}/roles`, { name: 'Staff' });
    await api('PATCH', `/guilds/${guild.id}/roles/${role.id}`, { hoist: true });
    await api('PUT', `/guilds/${guild.id}/members/${owner.id}/roles/${role.id}`);
    await api('DELETE', `/guilds/${guild.id}/roles/${role.id}`);
    const news = (await told()).filter(({ t }) => t !== 'GUILD_AUDIT_LOG_ENTRY_CREATE');
    expect(names(news)).toEqual([
      'GUILD_ROLE_CREATE',
      'GUILD_ROLE_UPDATE',
      'GUILD_MEMBER_UPDATE',
      'GUILD_ROLE_DELETE',
      'GUILD_MEMBER_UPDATE',
    ]);
    expect(news[2]!.d).toMatchObject({ guild_id: guild.id, roles: [role.id], user: { id: owner.id } });
    expect(news[4]!.d.roles).toEqual([]);
  });

  test('a deleted role is in no overwrite any more', async () => {
    const { world, api, guild, general, told } = await listening();
    const role = createRole(world, guild, { name: 'Staff' });
    await api('PUT', `/channels/${general.id}/permissions/${role.id}`, { type: 0, allow: '1024' });
    await told();
    await api('DELETE', `/guilds/${guild.id}/roles/${role.id}`);
    const update = (await told()).find(({ t }) => t === 'CHANNEL_UPDATE');
    expect(update?.d.permission_overwrites).toEqual([]);
  });

  test('a change that changes nothing is not told', async () => {
    const { api, guild, owner, told } = await listening();
    await api('PATCH', `/guilds/${guild.id}/members/${owner.id}`, { roles: [] });
    await api('PATCH', `/guilds/${guild.id}`, { name: guild.name });
    expect(names(await told())).toEqual([]);
  });

  test('a ban: the member is gone, and what they wrote with them', async () => {
    const { world, api, guild, general, told } = await listening();
    const { user } = addMember(world, guild, createUser(world, 'eve'));
    const messages = [1, 2].map(() => createMessage(world, general, { author: user, content: 'spam' }));
    await told();
    await api('PUT', `/guilds/${guild.id}/bans/${user.id}`, { delete_message_seconds: 60 });
    await api('DELETE', `/guilds/${guild.id}/bans/${user.id}`);
    const news = await told();
    expect(names(news)).toEqual([
      'GUILD_BAN_ADD',
      'GUILD_MEMBER_REMOVE',
      'MESSAGE_DELETE_BULK',
      'GUILD_AUDIT_LOG_ENTRY_CREATE',
      'GUILD_BAN_REMOVE',
      'GUILD_AUDIT_LOG_ENTRY_CREATE',
    ]);
    expect(news[2]!.d.ids).toEqual(messages.map(({ id }) => id));
  });

  test('who leaves takes their overwrites along', async () => {
    const { world, api, guild, general } = await listening();
    const { user } = addMember(world, guild, createUser(world, 'ada'));
    await api('PUT', `/channels/${general.id}/permissions/${user.id}`, { type: 1, allow: '1024' });
    await api('DELETE', `/guilds/${guild.id}/members/${user.id}`);
    expect((await api('GET', `/channels/${general.id}`)).body.permission_overwrites).toEqual([]);
  });

  test('somebody who is banned cannot join', () => {
    const { world, guild } = setStage(discord);
    const eve = createUser(world, 'eve');
    ban(world, guild, eve);
    expect(() => addMember(world, guild, eve)).toThrow('eve is banned from Test guild');
  });

  test('a bot that is kicked is told that the guild is gone, and its role goes', async () => {
    const { world, guild, me, client, told } = await listening(0n);
    const boss = createApplication(world, 'Boss');
    const other = addMember(world, guild, boss.bot, { permissions: P.KickMembers });
    guild.roles.get(other.roles[0]!)!.position = 50;
    await told();
    const answer = await fetch(`${discord.url}/api/v10/guilds/${guild.id}/members/${me.user.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bot ${boss.token}` },
    });
    expect(answer.status).toBe(204);
    expect((await client.event('GUILD_DELETE')).d).toEqual({ id: guild.id });
    expect([...guild.roles.values()].map(({ name }) => name)).toEqual(['@everyone', 'Boss']);
  });
});

test('the audit log is told to those who may read it', async () => {
  const { api, guild, told } = await listening(P.ManageRoles);
  await api('POST', `/guilds/${guild.id}/roles`, { name: 'Staff' });
  expect(names(await told())).toEqual(['GUILD_ROLE_CREATE']);
});
