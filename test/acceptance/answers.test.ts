import type { Member, Reply, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stage, startStage } from '../stage/stage.ts';
import { slowPlugin } from './answers/slow-plugin.ts';

/** What people see of handlers that are slow, refuse or break: always one sentence, in time, and never twice. */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;
let bob: Member;

beforeAll(async () => {
  stage = await startStage({
    // No longer than Discord waits.
    discord: { answerIn: 3_000 },
    before: async (stage) => {
      await stage.plugins.write('slow', slowPlugin);
      stage.guild('Test', {
        owner: 'ada',
        permissions: ['ViewChannel', 'SendMessages', 'ReadMessageHistory', 'EmbedLinks'],
        channels: [
          'general',
          { name: 'secret', overwrites: { '@everyone': { deny: 'SendMessages' } } },
          'panels',
        ],
      });
      const spanish = stage.guild('Spanish', { owner: 'sol', channels: ['general'] });
      await stage.writeConfig(`guilds/${spanish.id}.json`, {
        features: { slow: true },
        locale: 'es-ES',
        prefix: '?',
      });
    },
  });
  guild = stage.guild('Test');
  ada = guild.owner;
  bob = guild.member('bob');
  await ada.until(() => ada.commands().includes('/features list'));
  await ada.slash('/features enable', { feature: 'slow' });
  await ada.until(() => ada.commands().includes('/slow private'));
});
afterAll(() => stage?.stop());

/** What everybody reads in a channel since `from` messages. */
const since = (from: number, channel = 'general') =>
  ada
    .sees(channel)
    .messages.filter(({ ephemeral }) => !ephemeral)
    .slice(from)
    .map(({ text }) => text);
const count = (channel = 'general') => since(0, channel).length;

/** The number that a sentence names, looked up in the log. */
async function logged(reply: Reply): Promise<unknown> {
  const reference = /`([0-9a-f]{8})`/.exec(reply.text)?.[1];
  const line = await stage.bot.until(
    ({ fields }) => fields.reference === reference && reference !== undefined,
  );
  return JSON.stringify(line.fields);
}

describe('a slow command', () => {
  test('answers the one who asked, and nobody else', async () => {
    const before = count();
    const reply = await bob.slash('/slow private');
    expect([reply.text, reply.ephemeral]).toEqual(['for you', true]);
    expect(since(before)).toEqual([]);
  });

  test('answers everybody, though its answer was put off in private', async () => {
    const before = count();
    const reply = await bob.slash('/slow public');
    await reply.until('for all');
    expect(since(before)).toEqual(['for all']);
  });

  test('that put its answer off by itself keeps its own way', async () => {
    const before = count();
    const reply = await bob.slash('/slow own-way');
    expect([reply.text, reply.ephemeral]).toEqual(['deferred for all', false]);
    expect(since(before)).toEqual(['deferred for all']);
  });
});

describe('a command that breaks', () => {
  test.each([
    ['breaks', 'broken at once'],
    ['breaks-late', 'broken late'],
  ])('(%s) is told in one private sentence, with the number that the log holds', async (command, error) => {
    const reply = await bob.slash(`/slow ${command}`);
    expect(reply.text).toContain('something went wrong on our side');
    expect(reply.messages.map(({ ephemeral }) => ephemeral)).toEqual([true]);
    expect(await logged(reply)).toContain(error);
  });

  test('after its answer leaves that as it is, and is told beside it, in private', async () => {
    const before = count();
    const reply = await bob.slash('/slow breaks-after');
    await reply.until('something went wrong');
    expect(since(before)).toEqual(['done for all']);
    expect(reply.followUps.map(({ ephemeral }) => ephemeral)).toEqual([true]);
    expect(await logged(reply)).toContain('broken after its answer');
  });

  test('because Discord does not let the bot do it says what to do', async () => {
    const reply = await bob.slash('/slow hidden');
    expect(reply.text).toContain('Discord does not let me do that here');
    expect(reply.ephemeral).toBe(true);
  });

  test('because somebody takes no direct messages says so', async () => {
    bob.closeDms();
    const reply = await bob.slash('/slow no-dm');
    expect(reply.text).toContain('they do not allow it');
  });
});

describe('a precondition', () => {
  test('of a permission that the bot lacks names it as Discord does', async () => {
    const reply = await bob.slash('/mover');
    expect(reply.text).toMatch(/these permissions.*Ban Members, Manage Messages/);
    expect(reply.ephemeral).toBe(true);
  });

  test('of a cooldown says when to come back, also after the plugin was loaded anew', async () => {
    expect((await bob.slash('/once')).text).toBe('once');
    const again = await bob.slash('/once');
    expect(again.text).toContain('Not so fast');
    expect(again.ephemeral).toBe(true);
    const { generation } = (await stage.bot.plugin('slow'))!;
    await stage.plugins.edit('slow/commands/find.ts', 'nothing found', 'nothing at all');
    await guild.until(async () => (await stage.bot.plugin('slow'))!.generation > generation);
    expect((await bob.slash('/once')).text).toContain('Not so fast');
  });

  test('that breaks lets nobody in, and is told once', async () => {
    const reply = await bob.slash('/guarded');
    expect(reply.text).toContain('something went wrong on our side');
    expect(reply.messages).toHaveLength(1);
    expect(await logged(reply)).toContain('cannot tell');
  });
});

describe('a slow button', () => {
  beforeAll(async () => {
    await bob.slash('/slow panel', {}, { in: 'panels' });
  });
  const panel = () => ada.sees('panels').messages.find(({ text }) => text.includes('the panel'))!;

  test('that answers leaves its message alone', async () => {
    const before = panel().text;
    const reply = await bob.click('answer');
    await reply.until('an answer');
    expect(panel().text).toBe(before);
    expect(since(0, 'panels').join()).not.toContain('an answer');
  });

  test('that breaks is told in private, and leaves its message alone', async () => {
    const before = panel().text;
    const reply = await bob.click('fail');
    await reply.until('something went wrong');
    expect(panel().text).toBe(before);
    expect(since(0, 'panels').join()).not.toContain('went wrong');
  });

  test('that changes its message changes it', async () => {
    await bob.click('change');
    await guild.until(() => panel().text.includes('changed'));
    expect(panel().buttons).toEqual(['change', 'answer', 'ask', 'fail']);
  });

  test('with a slow modal: the answer comes, for everybody as it is meant', async () => {
    await bob.click('ask');
    const reply = await bob.submit({ Word: 'hello' });
    await reply.until('you said hello');
    expect(since(0, 'panels').at(-1)).toBe('you said hello');
    expect(panel().text).toContain('changed');
  });
});

describe('autocomplete', () => {
  test('offers what was found', async () => {
    expect((await bob.autocomplete('/find', { what: 'x' })).choices).toHaveLength(1);
  });

  test.each(['breaks', 'slow'])('that %s offers nothing, and is no error', async (what) => {
    const reply = await bob.autocomplete('/find', { what });
    expect([reply.failed, reply.choices]).toEqual([undefined, []]);
  });
});

describe('a typed command', () => {
  test('answers to the prefix, and to a mention', async () => {
    const [eve, fay] = guild.members('eve', 'fay');
    const before = count();
    eve.say('!once');
    await guild.until(() => since(before).length === 2);
    fay.say(`<@${stage.account.id}> once`);
    await guild.until(() => since(before).length === 4);
    expect(since(before)).toEqual(['!once', 'typed once', expect.stringContaining('once'), 'typed once']);
  });

  test("that is not allowed says so in the guild's language, to the guild's own prefix only", async () => {
    const { owner } = stage.guild('Spanish');
    const bea = stage.guild('Spanish').member('bea');
    bea.say('!boss');
    bea.say('?boss');
    await owner.until('No tienes permiso');
    const texts = owner.sees('general').messages.map(({ text }) => text);
    expect(texts).toEqual([
      '!boss',
      '?boss',
      expect.stringMatching(/No tienes permiso.*Slow: Be the boss.*Es para los administradores/),
    ]);
  });

  test('is silent where the feature is off, also when it is in the way of a cooldown', async () => {
    const other = stage.guild('Other', { owner: 'otto', channels: ['general'] });
    const { owner } = other;
    owner.say('!once');
    owner.say('!once');
    // What comes after shows that nothing came before.
    await owner.until(() => owner.commands().includes('/features list'));
    await owner.slash('/features enable', { feature: 'slow' });
    await owner.until(() => owner.commands().includes('/once'));
    owner.say('!once');
    await owner.until('typed once');
    const texts = owner
      .sees('general')
      .messages.filter(({ ephemeral }) => !ephemeral)
      .map(({ text }) => text);
    expect(texts).toEqual(['!once', '!once', '!once', 'typed once']);
  });
});

test('/doctor says that Discord does not take the menu, until it does', async () => {
  const { owner } = stage.guild('Menus', { owner: 'mia', channels: ['general'] });
  await owner.until(() => owner.commands().includes('/doctor'));
  const route = '/applications/:application_id/guilds/:guild_id/commands';
  const fault = stage.sandbox.faults.add({
    kind: 'rest',
    method: 'PUT',
    route,
    status: 403,
    code: 50001,
    message: 'Missing Access',
  });
  await owner.slash('/features enable', { feature: 'slow' });
  await stage.bot.until('invited without applications.commands');
  expect((await owner.slash('/doctor')).text).toContain('I was invited without the right to');

  stage.sandbox.faults.remove(fault);
  await owner.slash('/features disable', { feature: 'slow' });
  await owner.slash('/features enable', { feature: 'slow' });
  await owner.until(() => owner.commands().includes('/slow private'));
  // The bot hears of it a moment after the people.
  const isWell = async () => !(await owner.slash('/doctor')).shows('invited without');
  expect(await owner.until(isWell)).toBe(true);
});
