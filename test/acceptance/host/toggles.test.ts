import type { Member, Reply, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../../stage/stage.ts';
import { waysIn } from './every-way-in.ts';
import { menuRequests } from './third-party.ts';

/** One feature with every way in, in two guilds that switch it on and off on their own. */
let stage: Stage;
let north: SandboxGuild;
let south: SandboxGuild;
let ada: Member;
let bob: Member;
let replies: Map<Member, Reply>;

const menu = ['/ways', '/pick', '/form', '/later', 'Look At', 'Read It'];

beforeAll(async () => {
  stage = await startStage({
    before: async (stage) => {
      stage.guild('North', { owner: 'ada' });
      stage.guild('South', { owner: 'bob' });
      await stage.plugins.write('ways', waysIn);
    },
  });
  north = stage.guild('North');
  south = stage.guild('South');
  ada = north.owner;
  bob = south.owner;
  for (const owner of [ada, bob]) {
    await owner.until(() => owner.commands().includes('/features enable'));
    await owner.slash('/features enable', { feature: 'ways' });
    await owner.until(() => menu.every((command) => owner.commands().includes(command)));
  }
  replies = new Map();
  for (const owner of [ada, bob]) {
    replies.set(owner, await owner.slash('/ways'));
  }
});
afterAll(() => stage?.stop());

/** What a person sees after each way in. */
const ways: Record<string, readonly [act: (person: Member) => Promise<string>, sees: string]> = {
  'a slash command': [async (person) => (await person.slash('/ways')).text, 'by slash'],
  'a menu on a person': [async (person) => (await person.userCommand('Look At', person)).text, 'by menu'],
  'a menu on a message': [
    async (person) => (await person.messageCommand('Read It', replies.get(person)!.message!)).text,
    'by menu',
  ],
  'a button of before': [
    async (person) => (await person.click('Press ways', { on: replies.get(person)! })).text,
    'by button',
  ],
  'a form that was open': [async (person) => (await person.submit({ Word: 'x' })).text, 'by modal'],
};

/** Uses every way in. The answers, by way. */
async function useAll(person: Member): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [way, [act]] of Object.entries(ways)) {
    answers[way] = await act(person);
  }
  return answers;
}

const allWork = Object.fromEntries(
  Object.entries(ways).map(([way, [, sees]]) => [way, expect.stringContaining(sees)]),
);
const allRefused = Object.fromEntries(
  Object.keys(ways).map((way) => [way, expect.stringContaining('**Ways** is switched off in this server')]),
);

/** What is answered to a typed command and to a message that a listener waits for; and what a field offers. */
async function typed(person: Member, silent: boolean): Promise<{ said: string[]; offered: string[] }> {
  const { choices } = await person.autocomplete('/pick', { fruit: 'a' });
  const before = person.sees('general').messages.length;
  person.say('!typed');
  person.say('hello');
  if (!silent) {
    await person.until(() => person.sees('general').messages.length >= before + 4);
  }
  const said = person
    .sees('general')
    .messages.slice(before)
    .map(({ text }) => text);
  return { said: said.filter((text) => text.includes('by ')), offered: choices.map(({ name }) => name) };
}

test('where it is on, every way in works, in both guilds', async () => {
  for (const person of [ada, bob]) {
    await person.slash('/form');
    expect(await useAll(person)).toEqual(allWork);
    const { said, offered } = await typed(person, false);
    expect(said.join()).toMatch(/by prefix.*by listener|by listener.*by prefix/);
    expect(offered).toEqual(['apple']);
    await person.slash('/later');
    await person.slash('/form');
  }
});

test('switched off in one guild, every way in is refused there, and works in the other', async () => {
  // Discord is slow to take the new menu, so people use the old one.
  const { promise: hold, resolve: letGo } = Promise.withResolvers<void>();
  const slow = stage.sandbox.faults.add({
    kind: 'rest',
    method: 'PUT',
    route: '/applications/:application_id/guilds/:guild_id/commands',
    hold,
  });
  await ada.slash('/features disable', { feature: 'ways' });

  expect(await useAll(ada)).toEqual(allRefused);
  expect(await useAll(bob)).toEqual(allWork);
  const north = await typed(ada, true);
  const south = await typed(bob, false);
  expect(north.offered).toEqual([]);
  expect(south.offered).toEqual(['apple']);
  expect(south.said.join()).toContain('by listener');
  expect(ada.sees('general').messages.filter(({ text }) => /by (prefix|listener)/.test(text))).toHaveLength(
    2,
  );
  stage.sandbox.faults.remove(slow);
  letGo();

  await ada.until(() => menu.every((command) => !ada.commands().includes(command)));
  expect(bob.commands()).toEqual(expect.arrayContaining(menu));
});

test('a job waits where the feature is off, and runs once it is on again', async () => {
  stage.clock.advance(3_700_000);
  await bob.until('by job');
  expect(ada.sees('general').shows('by job')).toBe(false);

  await ada.slash('/features enable', { feature: 'ways' });
  await ada.until('by job');
  await ada.until(() => menu.every((command) => ada.commands().includes(command)));
  expect(ada.sees('general').messages.filter(({ text }) => text.includes('by job'))).toHaveLength(1);
});

test('on again, every way in works as before', async () => {
  await ada.slash('/form');
  expect(await useAll(ada)).toEqual(allWork);
});

test('only the menu of the guild that switches is sent', async () => {
  const seen = JSON.stringify(ada.commands());
  const requests = menuRequests(stage);
  await bob.slash('/features disable', { feature: 'ways' });
  await bob.until(() => !bob.commands().includes('/ways'));
  expect(JSON.stringify(ada.commands())).toBe(seen);
  expect(requests()).toBe(1);
  expect((await bob.click('Press ways', { on: replies.get(bob)! })).text).toContain(
    'switched off in this server',
  );
  expect((await ada.click('Press ways', { on: replies.get(ada)! })).text).toContain('by button');
});

test('taken away, a plugin with every way in leaves nothing in memory', async () => {
  await stage.plugins.remove('ways');
  const { msg } = await stage.bot.until(({ msg }) => /memory/.test(msg));
  expect(msg).toBe('the memory of ways was given back');
  expect((await ada.click('Press ways', { on: replies.get(ada)! })).text).toContain('not here any more');
});
