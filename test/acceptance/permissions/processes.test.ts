import type { Bot, Member, Reply, SandboxGuild } from '@guildhall/sandbox';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Stage, startStage } from '../../stage/stage.ts';
import { noPostgres } from '../../stage/stage-database.ts';
import { tickets } from './tickets.ts';

/** Two processes on one PostgreSQL database, each with an account of its own, in one guild. */
let first: Stage;
let second: Stage;
let other: Bot;
let guild: SandboxGuild;
let ada: Member;
let max: Member;
let sam: Member;
let bob: Member;
/** The buttons of each. */
let here: Reply;
let there: Reply;
const missing = await noPostgres();

beforeAll(async () => {
  if (missing) {
    return;
  }
  const plugins = ['permissions'];
  first = await startStage({
    plugins,
    database: 'postgres',
    env: { BREAK_GLASS: '1' },
    before: async (stage) => {
      await stage.plugins.write('tickets', tickets);
      stage.guild('Test', { owner: 'ada', roles: ['Helper'] });
    },
  });
  guild = first.guild('Test');
  ada = guild.owner;
  sam = guild.member('sam', { roles: [guild.createRole('Moderator', { permissions: ['ManageMessages'] })] });
  max = guild.member('max', { roles: [guild.createRole('Admin', { permissions: ['Administrator'] })] });
  bob = guild.member('bob');
  await ada.until(() => ada.commands().includes('/features enable'));
  for (const feature of ['tickets', 'permissions']) {
    await ada.slash('/features enable', { feature });
  }
  await ada.until(() => ada.commands().includes('/permissions grant'));
  here = await ada.slash('/panel');

  other = first.sandbox.createBot('Second');
  guild.addBot(other, ['Administrator']);
  second = await startStage({
    plugins,
    env: {
      OWNER_IDS: first.owner.id,
      DATABASE_URL: first.database.url,
      DISCORD_TOKEN: other.token,
      DISCORD_API_URL: first.sandbox.apiUrl,
      CLOCK_URL: `${first.sandbox.url}/control/clock`,
    },
    before: async (stage) => {
      await stage.plugins.write('tickets', tickets);
      // Its menu differs from the other's, or it would be taken for sent.
      await stage.plugins.edit('tickets/locales/en-US.json', 'Does it', 'Does it, too');
    },
  });
  await ada.until(() => ada.commands().filter((command) => command === '/panel').length === 2);
  there = await ada.slash('/panel', {}, { bot: other });
});
afterAll(async () => {
  await second?.stop();
  await first?.stop();
});
beforeEach(({ skip }) => {
  if (missing) {
    skip(missing);
  }
});

const presses = async (person: Member, button: string, on: Reply) =>
  (await person.click(button, { on })).text;
const notAllowed = expect.stringContaining('You are not allowed to do this');
const notChecked = expect.stringContaining('I could not check whether you may do this, so I did not do it');

test('what one process gives and takes back counts in the other at the very next check', async () => {
  expect(await presses(bob, 'open', there)).toEqual(notAllowed);
  for (const given of [
    { who: bob, what: 'tickets.open' },
    { who: 'Helper', what: 'tickets' },
  ]) {
    bob.giveRole('Helper');
    await ada.slash('/permissions grant', given, { bot: first.account });
    expect(await presses(bob, 'open', there)).toBe('did open');
    expect(await presses(bob, 'open', here)).toBe('did open');
    await ada.slash('/permissions revoke', given, { bot: first.account });
    expect(await presses(bob, 'open', there)).toEqual(notAllowed);
    expect(await presses(bob, 'open', here)).toEqual(notAllowed);
    bob.takeRole('Helper');
  }
});

test('without BREAK_GLASS the owners of the bot are like everybody else', async () => {
  expect(await presses(guild.member(first.owner), 'erase', here)).toBe('did erase');
  expect(await presses(guild.member(first.owner), 'erase', there)).toEqual(notAllowed);
});

test('of two processes that give the same at once, there is one grant, and nobody gets an error', async () => {
  const answers = await Promise.all(
    [first.account, other, first.account, other].map((bot) =>
      ada.slash('/permissions grant', { who: bob, what: 'tickets.open' }, { bot }),
    ),
  );
  for (const { text } of answers) {
    expect(text).toMatch(/✅|Somebody else gave or took the same thing/);
  }
  expect(await first.database.rows('select what from permissions__grant')).toEqual([
    { what: 'tickets.open' },
  ]);
});

test('what the owner allows or switches off in one process counts in the other within a second', async () => {
  for (const what of ['permissions.manage', 'tickets.open']) {
    await ada.slash('/permissions grant', { who: max, what });
  }
  const gives = async () =>
    (await max.slash('/addrole', { role: 'Helper', what: 'tickets.open' }, { bot: other })).text;
  expect(await gives()).toEqual(notAllowed);
  const toggle = async () => {
    const screen = await ada.slash('/settings', { feature: 'permissions' }, { bot: first.account });
    await ada.click(screen.buttons[0]!, { on: screen });
  };
  await toggle();
  await guild.until(async () => (await gives()).includes('✅'));
  await toggle();
  await guild.until(async () => (await gives()).includes('not allowed'));

  expect(await presses(bob, 'open', there)).toBe('did open');
  await ada.slash('/features disable', { feature: 'permissions' }, { bot: first.account });
  await guild.until(async () => (await presses(bob, 'open', there)).includes('not allowed'));
  await ada.slash('/features enable', { feature: 'permissions' }, { bot: first.account });
  await guild.until(async () => (await presses(bob, 'open', there)) === 'did open');
});

/** Does something with a connection to the database past the bots. */
async function inDatabase(
  work: (client: Client) => Promise<unknown>,
  url = first.database.url,
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Whom the gate can do without the database, and who is told that it could not ask. */
async function onlyTheKnownAreLetIn(): Promise<void> {
  expect(await presses(bob, 'open', here)).toEqual(notChecked);
  expect(await presses(sam, 'erase', here)).toEqual(notChecked);
  expect(await presses(bob, 'ask', here)).toContain('I could not check whether somebody may do this');
  expect(await presses(sam, 'ask', here)).toBe('you may');
  expect(await presses(sam, 'open', here)).toBe('did open');
  for (const button of ['open', 'close', 'erase']) {
    expect(await presses(ada, button, here)).toBe(`did ${button}`);
  }
  // Nobody could write it down.
  expect(await presses(guild.member(first.owner), 'erase', here)).toEqual(notChecked);
}

test('while the grants cannot be read, nobody is let in by one, with a text that says so; the owner is', async () => {
  expect(await presses(bob, 'open', here)).toBe('did open');
  await inDatabase((client) => client.query('alter table permissions__grant rename to elsewhere'));
  await onlyTheKnownAreLetIn();
  await inDatabase((client) => client.query('alter table elsewhere rename to permissions__grant'));
  expect(await presses(bob, 'open', here)).toBe('did open');
});

test('a database that does not answer is no reason to be late: the same text, in time', async () => {
  await inDatabase(async (client) => {
    await client.query('begin');
    await client.query('lock table permissions__grant in access exclusive mode');
    expect(await presses(bob, 'open', here)).toEqual(notChecked);
    expect(await presses(ada, 'erase', here)).toBe('did erase');
    await client.query('rollback');
  });
  expect(await presses(bob, 'open', here)).toBe('did open');
});

test('while the whole database is away, the owner is not locked out, and nobody else gets in', async () => {
  const admin = new URL(first.database.url);
  const name = admin.pathname.slice(1);
  admin.pathname = '/postgres';
  await inDatabase(async (client) => {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await onlyTheKnownAreLetIn();
    await client.query(`alter database ${name} allow_connections true`);
  }, admin.href);
  await guild.until(async () => (await presses(bob, 'open', here)) === 'did open');
});
