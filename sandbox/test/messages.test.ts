import {
  AuditLogEvent,
  GatewayIntentBits as I,
  MessageType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { GatewayClient } from './gateway-client.ts';
import { direct, mine, pathOf, person, say, theirs, thread } from './message-steps.ts';
import { frozenClock, type Stage, setStage, startCheckedDiscord } from './stage.ts';

const everything = { permissions: P.Administrator };
const intents =
  I.Guilds |
  I.GuildMessages |
  I.GuildMessageReactions |
  I.GuildMessageTyping |
  I.DirectMessages |
  I.DirectMessageReactions |
  I.DirectMessageTyping |
  I.MessageContent;

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startCheckedDiscord({ clock: frozenClock() });
  discord.world.sessionStarts.maxConcurrency = 16;
});
afterAll(() => discord.stop());

async function listen(stage: Stage): Promise<GatewayClient> {
  const client = await GatewayClient.login(discord, stage.application, { intents });
  await client.event('GUILD_CREATE');
  return client;
}

describe('what bots are told', () => {
  test('of a message: who wrote it as a member, who is mentioned, where', async () => {
    const stage = setStage(discord, everything);
    const client = await listen(stage);
    const sent = await say(stage, { content: `<@${stage.owner.id}>`, nonce: 'n-1' });
    expect(sent.body.nonce).toBe('n-1');
    expect((await client.event('MESSAGE_CREATE')).d).toMatchObject({
      id: sent.body.id,
      nonce: 'n-1',
      guild_id: stage.guild.id,
      channel_id: stage.general.id,
      channel_type: 0,
      author: { id: stage.application.bot.id, bot: true },
      member: { roles: stage.me.roles },
      mentions: [{ id: stage.owner.id, member: { roles: [] } }],
    });
  });

  test('of an edit and of a delete', async () => {
    const stage = setStage(discord, everything);
    const client = await listen(stage);
    const message = mine(stage);
    await stage.api('PATCH', pathOf(message), { content: 'new' });
    expect((await client.event('MESSAGE_UPDATE')).d).toMatchObject({ id: message.id, content: 'new' });
    await stage.api('DELETE', pathOf(message));
    expect((await client.event('MESSAGE_DELETE')).d).toEqual({
      id: message.id,
      channel_id: stage.general.id,
      guild_id: stage.guild.id,
    });
  });

  test('of messages that are deleted together: one event', async () => {
    const stage = setStage(discord, everything);
    const client = await listen(stage);
    const ids = [theirs(stage).id, mine(stage).id];
    await stage.api('POST', `/channels/${stage.general.id}/messages/bulk-delete`, {
      messages: [...ids, stage.world.ids.next()],
    });
    expect((await client.event('MESSAGE_DELETE_BULK')).d).toEqual({
      ids,
      channel_id: stage.general.id,
      guild_id: stage.guild.id,
    });
    await client.settle();
    expect(client.events).not.toContain('MESSAGE_DELETE');
  });

  test('of reactions: who, with what, to whose message', async () => {
    const stage = setStage(discord, everything);
    const client = await listen(stage);
    const message = theirs(stage);
    const at = `${pathOf(message)}/reactions`;
    const fire = encodeURIComponent('🔥');
    await stage.api('PUT', `${at}/${fire}/@me`);
    await stage.api('PUT', `${at}/${fire}/@me`);
    await stage.api('DELETE', `${at}/${fire}/@me`);
    await stage.api('PUT', `${at}/${fire}/@me`);
    await stage.api('DELETE', `${at}/${fire}`);
    await stage.api('DELETE', at);
    await client.settle();
    expect(client.events.filter((event) => event.startsWith('MESSAGE_REACTION'))).toEqual([
      'MESSAGE_REACTION_ADD',
      'MESSAGE_REACTION_REMOVE',
      'MESSAGE_REACTION_ADD',
      'MESSAGE_REACTION_REMOVE_EMOJI',
      'MESSAGE_REACTION_REMOVE_ALL',
    ]);
    const where = { message_id: message.id, channel_id: stage.general.id, guild_id: stage.guild.id };
    const what = {
      user_id: stage.application.bot.id,
      emoji: { id: null, name: '🔥' },
      burst: false,
      type: 0,
    };
    expect(client.dataOf('MESSAGE_REACTION_ADD')[0]).toMatchObject({
      ...where,
      ...what,
      message_author_id: stage.owner.id,
      member: { user: { id: stage.application.bot.id } },
    });
    expect(client.dataOf('MESSAGE_REACTION_REMOVE')).toEqual([{ ...where, ...what }]);
    expect(client.dataOf('MESSAGE_REACTION_REMOVE_EMOJI')).toEqual([{ ...where, emoji: what.emoji }]);
    expect(client.dataOf('MESSAGE_REACTION_REMOVE_ALL')).toEqual([where]);
  });

  test('of a pin: the change, and what Discord writes about it', async () => {
    const stage = setStage(discord, everything);
    const client = await listen(stage);
    const message = theirs(stage);
    await stage.api('PUT', `/channels/${stage.general.id}/messages/pins/${message.id}`);
    expect((await client.event('MESSAGE_UPDATE')).d).toMatchObject({ pinned: true, edited_timestamp: null });
    expect((await client.event('CHANNEL_PINS_UPDATE')).d).toEqual({
      channel_id: stage.general.id,
      guild_id: stage.guild.id,
      last_pin_timestamp: stage.world.clock.iso(),
    });
    expect((await client.event('MESSAGE_CREATE')).d).toMatchObject({
      type: MessageType.ChannelPinnedMessage,
      message_reference: { message_id: message.id },
    });
    await stage.api('DELETE', `/channels/${stage.general.id}/messages/pins/${message.id}`);
    expect((await client.event('CHANNEL_PINS_UPDATE')).d.last_pin_timestamp).toBeNull();
  });

  test('of typing', async () => {
    const stage = setStage(discord, everything);
    const client = await listen(stage);
    await stage.api('POST', `/channels/${stage.general.id}/typing`);
    expect((await client.event('TYPING_START')).d).toMatchObject({
      channel_id: stage.general.id,
      guild_id: stage.guild.id,
      user_id: stage.application.bot.id,
      timestamp: Math.floor(stage.world.clock.now() / 1000),
      member: { user: { username: 'Testbot' } },
    });
  });

  test('of a direct message: what the other side writes, with its content and no guild', async () => {
    const stage = setStage(discord);
    const user = person(stage);
    const client = await listen(stage);
    const opened = await stage.api('POST', '/users/@me/channels', { recipient_id: user.id });
    theirs(stage, { author: user, content: 'help' }, direct(stage, user));
    const { d } = await client.event('MESSAGE_CREATE');
    expect(d).toMatchObject({ channel_id: opened.body.id, channel_type: 1, content: 'help' });
    expect(d).not.toHaveProperty('guild_id');
    expect(d).not.toHaveProperty('member');
  });

  test('of its own new name', async () => {
    const stage = setStage(discord);
    const client = await listen(stage);
    await stage.api('PATCH', '/users/@me', { username: 'Renamed', avatar: 'data:image/png;base64,aGk=' });
    const { d } = await client.event('USER_UPDATE');
    expect(d).toMatchObject({ username: 'Renamed', avatar: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });
});

describe('a nonce that is enforced', () => {
  test('gives the message that is there, for a few minutes', async () => {
    const stage = setStage(discord);
    const send = () => say(stage, { content: 'once', nonce: '42', enforce_nonce: true });
    const [first, second] = [await send(), await send()];
    expect(second.body.id).toBe(first.body.id);
    expect(stage.general.messages.size).toBe(1);
    stage.world.clock.advance(10 * 60_000);
    const late = await send();
    expect(late.body.id).not.toBe(first.body.id);
  });

  test('is nobody else’s, and means nothing unless it is enforced', async () => {
    const stage = setStage(discord);
    const other = setStage(discord);
    const body = { content: 'once', nonce: 42, enforce_nonce: true };
    const ids = [
      await say(stage, body),
      await say(other, body),
      await say(stage, { content: 'x', nonce: 42 }),
    ];
    expect(new Set(ids.map((answer) => answer.body.id)).size).toBe(3);
  });

  test('of two requests at once makes one message', async () => {
    const stage = setStage(discord);
    const body = { content: 'once', nonce: 'both', enforce_nonce: true };
    const [first, second] = await Promise.all([say(stage, body), say(stage, body)]);
    expect(second.body.id).toBe(first.body.id);
  });
});

test('a reply shows that the message it answers is gone', async () => {
  const stage = setStage(discord);
  const asked = mine(stage);
  const answer = await say(stage, { content: 'yes', message_reference: { message_id: asked.id } });
  expect(answer.body.referenced_message.id).toBe(asked.id);
  await stage.api('DELETE', pathOf(asked));
  const read = await stage.api('GET', `/channels/${stage.general.id}/messages/${answer.body.id}`);
  expect(read.body).toMatchObject({ message_reference: { message_id: asked.id }, referenced_message: null });
});

test('who writes in a thread, and whom they mention, is in it', async () => {
  const stage = setStage(discord);
  const user = person(stage);
  const open = thread(stage);
  await say(stage, { content: `<@${user.id}>` }, open);
  expect([...open.thread!.members.keys()]).toEqual([stage.owner.id, stage.application.bot.id, user.id]);
});

test('a message read without the message content intent hides what it answers too, but not the bot’s own', async () => {
  const stage = setStage(discord);
  stage.application.privilegedIntents = 0;
  const own = mine(stage, { content: 'mine' });
  const asked = theirs(stage, { content: 'secret' });
  const answer = await say(stage, { content: 'yes', message_reference: { message_id: asked.id } });
  expect(answer.body).toMatchObject({ content: 'yes', referenced_message: { content: '' } });
  expect((await stage.api('GET', pathOf(own))).body.content).toBe('mine');
});

test('the audit log tells of messages that a bot deleted and pinned', async () => {
  const stage = setStage(discord, everything);
  const pinned = theirs(stage);
  const reason = { headers: { 'x-audit-log-reason': 'spam' } };
  await stage.api('PUT', `/channels/${stage.general.id}/messages/pins/${pinned.id}`);
  await stage.api('DELETE', pathOf(pinned), undefined, reason);
  await stage.api('DELETE', pathOf(mine(stage)));
  const messages = [theirs(stage).id, theirs(stage).id];
  await stage.api('POST', `/channels/${stage.general.id}/messages/bulk-delete`, { messages }, reason);
  expect(stage.guild.auditLog).toMatchObject([
    { actionType: AuditLogEvent.MessagePin, targetId: stage.owner.id, options: { message_id: pinned.id } },
    {
      actionType: AuditLogEvent.MessageDelete,
      targetId: stage.owner.id,
      reason: 'spam',
      options: { count: '1' },
    },
    { actionType: AuditLogEvent.MessageBulkDelete, targetId: stage.general.id, options: { count: '2' } },
  ]);
});
