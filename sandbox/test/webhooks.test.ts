import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createChannel } from '../discord/state/channels.ts';
import { createWebhook } from '../discord/state/webhooks.ts';
import { GatewayClient } from './gateway-client.ts';
import { setStage, startCheckedDiscord } from './stage.ts';

const ADMINISTRATOR = 8n;

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startCheckedDiscord();
});
afterAll(() => discord.stop());

test('making, moving and deleting a webhook is told for each channel, and noted with the reason', async () => {
  const stage = setStage(discord, { permissions: ADMINISTRATOR });
  const other = createChannel(discord.world, stage.guild, { name: 'other' });
  const client = await GatewayClient.login(discord, stage.application, { intents: 1 | (1 << 5) });
  const made = await stage.api('POST', `/channels/${stage.general.id}/webhooks`, { name: ' Relay ' });
  expect(made.body.name).toBe('Relay');
  const path = `/webhooks/${made.body.id}`;
  await stage.api('PATCH', path, { channel_id: other.id });
  const headers = { 'x-audit-log-reason': 'not needed' };
  await stage.api('DELETE', path, undefined, { headers });
  await client.settle();
  expect(client.dataOf('WEBHOOKS_UPDATE').map(({ channel_id: id }) => id)).toEqual([
    stage.general.id,
    stage.general.id,
    other.id,
    other.id,
  ]);
  expect(stage.guild.auditLog.slice(-3)).toMatchObject([
    { actionType: 50, targetId: made.body.id, reason: undefined },
    { actionType: 51, changes: [{ key: 'channel_id', old_value: stage.general.id, new_value: other.id }] },
    { actionType: 52, reason: 'not needed' },
  ]);
  await client.drop();
});

test('the url of a webhook is where it is called', async () => {
  const stage = setStage(discord, { permissions: ADMINISTRATOR });
  const { body } = await stage.api('POST', `/channels/${stage.general.id}/webhooks`, { name: 'Relay' });
  const answer = await fetch(`${body.url}?wait=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'Hi' }),
  });
  expect(await answer.json()).toMatchObject({
    content: 'Hi',
    webhook_id: body.id,
    author: { id: body.id, bot: true },
  });
});

test("the token of another application's webhook is kept from the bot; a person's is not", async () => {
  const stage = setStage(discord, { permissions: ADMINISTRATOR });
  const { world, general, owner } = stage;
  createWebhook(world, general, { name: 'theirs', creator: owner, applicationId: owner.id });
  createWebhook(world, general, { name: 'personal', creator: owner });
  const { body } = await stage.api('GET', `/channels/${general.id}/webhooks`);
  expect(body.map((each: object) => 'token' in each)).toEqual([false, true]);
});

test('a post of a webhook is a thread with its message, which is edited with the thread named', async () => {
  const stage = setStage(discord);
  const { world, guild, owner } = stage;
  const forum = createChannel(world, guild, { name: 'ideas', type: 15 });
  const webhook = createWebhook(world, forum, { name: 'Relay', creator: owner });
  const url = `/webhooks/${webhook.id}/${webhook.token}`;
  const { body } = await stage.api('POST', `${url}?wait=true`, { content: 'Hi', thread_name: 'Idea' });
  const thread = guild.channels.get(body.channel_id)!;
  expect(thread).toMatchObject({ name: 'Idea', parentId: forum.id });
  expect(body.id).toBe(thread.id);
  const edited = await stage.api('PATCH', `${url}/messages/${body.id}?thread_id=${thread.id}`, {
    content: 'Yo',
  });
  expect(edited).toMatchObject({ status: 200, body: { content: 'Yo' } });
  expect(await stage.api('GET', `${url}/messages/${body.id}`)).toMatchObject({ body: { code: 10008 } });
});

test('a webhook mentions whom it likes, and brings files', async () => {
  const stage = setStage(discord);
  const webhook = createWebhook(discord.world, stage.general, { name: 'Relay', creator: stage.owner });
  const { body } = await stage.api(
    'POST',
    `/webhooks/${webhook.id}/${webhook.token}?wait=true`,
    { content: `@everyone <@${stage.owner.id}>` },
    { authorization: null, files: [{ name: 'a.txt', content: 'text' }] },
  );
  expect(body).toMatchObject({
    mention_everyone: true,
    mentions: [{ id: stage.owner.id }],
    attachments: [{ filename: 'a.txt' }],
  });
});
