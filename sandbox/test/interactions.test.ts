import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { addMember, removeMember } from '../discord/state/guilds.ts';
import { GatewayClient } from './gateway-client.ts';
import { answers, modal, Person, withToken } from './person.ts';
import { frozenClock, setStage, startCheckedDiscord } from './stage.ts';

const hello = { type: 4, data: { content: 'Hello' } };
const psst = { type: 4, data: { content: 'psst', flags: 64 } };
const MINUTES = 60_000;
const ALL_INTENTS = (1 << 0) | (1 << 9) | (1 << 12) | (1 << 15);

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startCheckedDiscord({ clock: frozenClock() });
  discord.world.sessionStarts.maxConcurrency = 16;
});
afterAll(() => discord.stop());

describe('time', () => {
  test('three seconds are enough for an answer', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    discord.world.clock.advance(3_000);
    expect(await answers(stage, interaction, hello)).toMatchObject({ status: 204 });
  });

  test('a moment later the interaction is unknown, and its token opens nothing', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    discord.world.clock.advance(3_001);
    expect(await answers(stage, interaction, hello)).toMatchObject({ status: 404, body: { code: 10062 } });
    const late = await withToken(stage, interaction, 'POST', '', { content: 'late' });
    expect(late).toMatchObject({ status: 404, body: { code: 10015 } });
    expect(stage.general.messages.size).toBe(0);
  });

  test('an answered token works for fifteen minutes', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, { type: 5 });
    discord.world.clock.advance(15 * MINUTES);
    const edited = await withToken(stage, interaction, 'PATCH', '/messages/@original', { content: 'done' });
    expect(edited).toMatchObject({ status: 200, body: { content: 'done' } });
  });

  test.each([
    ['POST', '', { content: 'late' }],
    ['GET', '/messages/@original', undefined],
    ['PATCH', '/messages/@original', { content: 'late' }],
    ['DELETE', '/messages/@original', undefined],
  ])('after that it is invalid: %s %s', async (method, path, body) => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, hello);
    discord.world.clock.advance(15 * MINUTES + 1);
    expect(await withToken(stage, interaction, method, path, body)).toMatchObject({
      status: 401,
      body: { code: 50027, message: 'Invalid Webhook Token' },
    });
  });

  test('a token that was forgotten long ago is invalid as well', async () => {
    const stage = setStage(discord);
    const ada = new Person(stage);
    const interaction = ada.uses();
    await answers(stage, interaction, hello);
    discord.world.clock.advance(60 * MINUTES);
    ada.uses();
    expect(await withToken(stage, interaction, 'GET', '/messages/@original')).toMatchObject({
      status: 401,
      body: { code: 50027 },
    });
    expect(await answers(stage, interaction, hello)).toMatchObject({ status: 404, body: { code: 10062 } });
  });
});

describe('a deferred answer', () => {
  test('loads until it is edited, and is no edited message then', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, { type: 5 });
    const loading = await withToken(stage, interaction, 'GET', '/messages/@original');
    expect(loading.body).toMatchObject({ flags: 128, content: '', type: 20 });
    expect(interaction.answer).toEqual({ kind: 'deferred', messageId: loading.body.id });

    await withToken(stage, interaction, 'PATCH', '/messages/@original', { content: 'done' });
    const done = await withToken(stage, interaction, 'GET', '/messages/@original');
    expect(done.body).toMatchObject({
      id: loading.body.id,
      flags: 0,
      content: 'done',
      edited_timestamp: null,
    });
    expect(interaction.answer).toEqual({ kind: 'message', messageId: loading.body.id });
  });

  test('is filled in by the first follow-up, as ephemeral as it was deferred; the second one is new', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, { type: 5, data: { flags: 64 } });
    const first = await withToken(stage, interaction, 'POST', '', { content: 'one' });
    const second = await withToken(stage, interaction, 'POST', '', { content: 'two' });
    expect(first.body).toMatchObject({ id: interaction.originalId, flags: 64, content: 'one' });
    expect(second.body).toMatchObject({ flags: 0, content: 'two' });
    expect(second.body.id).not.toBe(first.body.id);
  });

  test('takes files when it is filled in', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, { type: 5 });
    const files = [{ name: 'log.txt', content: 'lines' }];
    const { body } = await withToken(stage, interaction, 'PATCH', '/messages/@original', {}, { files });
    expect(body.attachments).toMatchObject([{ filename: 'log.txt', size: 5 }]);
    expect(await (await fetch(body.attachments[0].url)).text()).toBe('lines');
  });
});

describe('an ephemeral answer', () => {
  test('is in no list of the channel, and no message of it to the bot', async () => {
    const stage = setStage(discord, { permissions: 8n });
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, psst);
    const path = `/channels/${stage.general.id}/messages`;
    expect(await stage.api('GET', path)).toMatchObject({ status: 200, body: [] });
    expect(await stage.api('GET', `${path}/${interaction.originalId}`)).toMatchObject({
      status: 404,
      body: { code: 10008 },
    });
    expect(await withToken(stage, interaction, 'GET', '/messages/@original')).toMatchObject({
      status: 200,
      body: { content: 'psst', flags: 64 },
    });
  });

  test('stays ephemeral and unmoved in what an edit says of flags', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, psst);
    const edit = { content: 'open?', flags: 0 };
    const { body } = await withToken(stage, interaction, 'PATCH', '/messages/@original', edit);
    expect(body).toMatchObject({ content: 'open?', flags: 64 });
  });

  test('reaches no other bot of the guild', async () => {
    const stage = setStage(discord);
    const other = setStage(discord);
    addMember(discord.world, stage.guild, other.application.bot, { permissions: 8n });
    const client = await GatewayClient.login(discord, other.application, { intents: ALL_INTENTS });
    const ada = new Person(stage);
    await answers(stage, ada.uses(), psst);
    await answers(stage, ada.uses(), hello);
    await client.event('MESSAGE_CREATE');
    await client.settle();
    expect(client.dataOf('MESSAGE_CREATE').map(({ content }) => content)).toEqual(['Hello']);
    expect(client.events).not.toContain('INTERACTION_CREATE');
    await client.drop();
  });

  test('has buttons for its person alone, whose update changes it', async () => {
    const stage = setStage(discord);
    const ada = new Person(stage);
    const bob = new Person(stage, { name: 'bob' });
    const message = ada.button({ ephemeral: true });
    expect(() => bob.clicks(message)).toThrow('bob does not see that message');
    const interaction = ada.clicks(message);
    expect(await answers(stage, interaction, { type: 7, data: { content: 'pressed' } })).toMatchObject({
      status: 204,
    });
    expect(message.content).toBe('pressed');
  });
});

describe('a click', () => {
  test('that is deferred edits its own message by @original, and can delete it', async () => {
    const stage = setStage(discord);
    const ada = new Person(stage);
    const message = ada.button();
    const interaction = ada.clicks(message);
    await answers(stage, interaction, { type: 6 });
    expect(interaction.answer).toEqual({ kind: 'deferred-update' });
    const edited = await withToken(stage, interaction, 'PATCH', '/messages/@original', { content: 'new' });
    expect(edited.body).toMatchObject({ id: message.id, content: 'new' });
    expect(interaction.answer).toEqual({ kind: 'updated', messageId: message.id });
    expect(await withToken(stage, interaction, 'DELETE', '/messages/@original')).toMatchObject({
      status: 204,
    });
    expect(stage.general.messages.has(message.id)).toBe(false);
  });

  test('is answered with a reply to its message that says where it came from', async () => {
    const stage = setStage(discord);
    const ada = new Person(stage);
    const message = ada.button();
    const interaction = ada.clicks(message);
    const { body } = await answers(stage, interaction, hello, '?with_response=true');
    expect(body.resource.message).toMatchObject({
      type: 19,
      message_reference: { message_id: message.id },
      mentions: [],
      interaction_metadata: {
        id: interaction.id,
        type: 3,
        interacted_message_id: message.id,
        authorizing_integration_owners: { 0: stage.guild.id },
      },
    });
  });
});

describe('a modal', () => {
  test('that a button opened can update the message of the button', async () => {
    const stage = setStage(discord);
    const ada = new Person(stage);
    const opened = ada.clicks();
    await answers(stage, opened, modal);
    const sent = ada.submits(opened, { why: 'because' });
    await answers(stage, sent, { type: 7, data: { content: 'thanks' } });
    expect(opened.message!.content).toBe('thanks');
  });

  test('is answered by a message that names what opened it', async () => {
    const stage = setStage(discord);
    const ada = new Person(stage);
    const opened = ada.uses();
    await answers(stage, opened, modal);
    const { body } = await answers(stage, ada.submits(opened, { why: 'because' }), hello, '?with_response=1');
    expect(body.resource.message.interaction_metadata).toMatchObject({
      type: 5,
      triggering_interaction_metadata: { id: opened.id, type: 2, name: 'ask' },
    });
  });

  test('keeps its components with their ids for the person', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, modal);
    expect(interaction.answer).toMatchObject({
      kind: 'modal',
      modal: { custom_id: 'form', components: [{ type: 18, id: 1, component: { custom_id: 'why', id: 2 } }] },
    });
  });

  test('leaves follow-ups open', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, modal);
    expect(await withToken(stage, interaction, 'POST', '', { content: 'more' })).toMatchObject({
      status: 200,
    });
  });
});

describe('follow-ups', () => {
  test('say which answer they follow', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, hello);
    const { body } = await withToken(stage, interaction, 'POST', '', { content: 'more' });
    expect(body).toMatchObject({
      application_id: stage.application.id,
      webhook_id: stage.application.id,
      interaction_metadata: { original_response_message_id: interaction.originalId },
    });
    const path = `/messages/${body.id}`;
    expect(await withToken(stage, interaction, 'PATCH', path, { content: 'better' })).toMatchObject({
      status: 200,
      body: { content: 'better' },
    });
    expect(await withToken(stage, interaction, 'DELETE', path)).toMatchObject({ status: 204 });
    expect(await withToken(stage, interaction, 'GET', path)).toMatchObject({ body: { code: 10008 } });
  });

  test('never show an ephemeral answer to those who read the follow-up', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, psst);
    const { body } = await withToken(stage, interaction, 'POST', '', { content: 'for all' });
    expect(JSON.stringify(body)).not.toContain('psst');
  });

  test('are five where only the person has installed the application', async () => {
    const stage = setStage(discord);
    const interaction = new Person(stage).uses();
    removeMember(discord.world, stage.guild, stage.application.bot.id);
    await answers(stage, interaction, hello);
    for (let count = 1; count <= 5; count++)
      expect(await withToken(stage, interaction, 'POST', '', { content: `${count}` })).toMatchObject({
        status: 200,
      });
    expect(await withToken(stage, interaction, 'POST', '', { content: '6' })).toMatchObject({
      status: 400,
      body: { code: 40094 },
    });
  });
});

describe('those who watch', () => {
  test('learn of every answer, also of one that no event tells of', async () => {
    const stage = setStage(discord);
    const ada = new Person(stage);
    const interaction = ada.types(
      { options: [{ type: 3, name: 'topic', description: 'What', autocomplete: true }] },
      { focused: 'topic' },
    );
    const seen: unknown[] = [];
    const stop = discord.world.onChange(() => seen.push(interaction.answer?.kind));
    await answers(stage, interaction, { type: 8, data: { choices: [{ name: 'One', value: '1' }] } });
    stop();
    expect(seen).toContain('choices');
    expect(interaction.answer).toEqual({ kind: 'choices', choices: [{ name: 'One', value: '1' }] });
  });

  test('learn of a clock that moves', () => {
    let changes = 0;
    const stop = discord.world.onChange(() => {
      changes += 1;
    });
    discord.world.clock.advance(1);
    stop();
    discord.world.clock.advance(1);
    expect(changes).toBe(1);
  });
});
