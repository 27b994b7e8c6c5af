import type { Member, Reply, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Stage, startStage } from '../stage/stage.ts';
import { tickets } from './permissions/tickets.ts';

/** Who may do what, at the front door: pads, a stand-in for tickets, and the plugin that answers the gate. */
let stage: Stage;
let guild: SandboxGuild;
/** Owns the guild. */
let ada: Member;
/** An administrator. */
let max: Member;
/** May manage messages. */
let sam: Member;
/** Nobody in particular. */
let bob: Member;
let eve: Member;
let panel: Reply;

beforeAll(async () => {
  stage = await startStage({
    plugins: ['pads', 'permissions'],
    env: { BREAK_GLASS: '1' },
    before: async (stage) => {
      await stage.plugins.write('tickets', tickets);
      for (const name of ['North', 'South']) {
        const { owner } = stage.guild(name, { owner: 'ada', channels: ['general'] });
        owner.guild.createRole('Admin', { permissions: ['Administrator'] });
        owner.guild.createRole('Moderator', { permissions: ['ManageMessages'] });
        owner.guild.createRole('Helper');
        owner.guild.createRole('Guest');
      }
    },
  });
  guild = stage.guild('North');
  ada = guild.owner;
  max = guild.member('max', { roles: ['Admin'] });
  sam = guild.member('sam', { roles: ['Moderator'] });
  bob = guild.member('bob');
  eve = guild.member('eve');
  for (const name of ['North', 'South']) {
    const { owner } = stage.guild(name);
    await owner.until(() => owner.commands().includes('/features enable'));
    for (const feature of ['pads', 'tickets', 'permissions']) {
      await owner.slash('/features enable', { feature });
    }
    await owner.until(() => owner.commands().includes('/permissions grant'));
  }
  panel = await ada.slash('/panel');
});
afterAll(() => stage?.stop());

/** Everybody begins each test with nothing. */
beforeEach(async () => {
  for (const { principal, kind, what } of await rows()) {
    const who = kind === 'role' ? guild.role(principal) : guild.sandbox.person(nameOf(principal));
    await ada.slash('/permissions revoke', { who, what });
  }
});

const nameOf = (id: string) => [max, sam, bob, eve].find((person) => person.id === id)!.user.username;

const rows = () =>
  stage.database.rows<{ kind: string; principal: string; what: string; guild: string; given_by: string }>(
    'select kind, principal, what, guild, given_by from permissions__grant where guild = ?',
    guild.id,
  );

const presses = async (person: Member, button: string, on = panel) =>
  (await person.click(button, { on })).text;
const refused = (name: string) =>
  expect.stringContaining(
    `You are not allowed to do this. It takes the ability **Tickets: tickets.${name}**.`,
  );
const explains = async (person: Member, what: string) =>
  (await ada.slash('/permissions explain', { user: person, what })).text;
const give = (who: Member | string, what: string, more = {}) =>
  ada.slash('/permissions grant', { who, what, ...more });
const audited = () =>
  stage.database.rows<{ action: string; actor: string; target: string; reason: string | null }>(
    'select action, actor, target, reason from host__audit where guild = ? order by at desc, id',
    guild.id,
  );

describe('without any grant', () => {
  test('the declared audiences decide, and the owner may do everything', async () => {
    const answers = async (person: Member) =>
      Promise.all(['open', 'close', 'erase'].map((button) => presses(person, button)));
    expect(await answers(ada)).toEqual(['did open', 'did close', 'did erase']);
    expect(await answers(max)).toEqual(['did open', 'did close', refused('erase')]);
    expect(await answers(sam)).toEqual(['did open', refused('close'), refused('erase')]);
    expect(await answers(bob)).toEqual([refused('open'), refused('close'), refused('erase')]);
  });

  test('who is refused reads in their language what they lack, and who gives it with which command', async () => {
    const given =
      'The owner of this server can give it to you, or to one of your roles, with `/permissions grant`.';
    expect(await presses(bob, 'open')).toContain(given);
    bob.user.locale = 'es-ES';
    const said = await presses(bob, 'open');
    bob.user.locale = 'en-US';
    expect(said).toContain('Hace falta el permiso **Tickets: tickets.open**.');
    expect(said).toContain('con `/permissions grant`');
  });

  test('menus hide what a member cannot use', async () => {
    await bob.until(() => !bob.commands().includes('/ticket'));
    expect(bob.commands()).toEqual(expect.arrayContaining(['/panel', '/pad list']));
    for (const hidden of ['/training', '/addrole', '/allowusers', '/permissions list', '/features list']) {
      expect(bob.commands()).not.toContain(hidden);
    }
    expect(sam.commands()).toEqual(expect.arrayContaining(['/ticket', '/training']));
    expect(sam.commands()).not.toContain('/permissions grant');
    expect(max.commands()).toContain('/permissions list');
  });

  test('staff who may manage the server and no messages see what they may use', async () => {
    const role = guild.createRole('Manager', { permissions: ['ManageGuild'] });
    const mia = guild.member('mia', { roles: [role] });
    await mia.until(() => mia.commands().includes('/ticket'));
    expect(await presses(mia, 'open')).toBe('did open');
    guild.deleteRole(role);
    await bob.until(() => !bob.commands().includes('/ticket'));
  });
});

describe('giving', () => {
  test('/addrole gives a role access to tickets; who has the role may at once, who loses it may not', async () => {
    const given = await ada.slash('/addrole', { role: 'Helper' });
    expect(given.ephemeral).toBe(true);
    expect(given.text).toContain('Tickets: everything');
    expect(await presses(bob, 'open')).toEqual(refused('open'));
    bob.giveRole('Helper');
    expect(await presses(bob, 'open')).toBe('did open');
    expect(await presses(bob, 'erase')).toBe('did erase');
    await bob.until(() => bob.commands().includes('/ticket'));
    bob.takeRole('Helper');
    expect(await presses(bob, 'open')).toEqual(refused('open'));
  });

  test('/addrole with what gives that alone', async () => {
    await ada.slash('/addrole', { role: 'Guest', what: 'tickets.close' });
    bob.giveRole('Guest');
    expect(await presses(bob, 'close')).toBe('did close');
    expect(await presses(bob, 'open')).toEqual(refused('open'));
    bob.takeRole('Guest');
  });

  test('/allowusers lets somebody host trainings, and nothing else; they find the command in their menu', async () => {
    const given = await ada.slash('/allowusers', { user: bob, what: 'Trainings' });
    expect(given.text).toContain('Pads: Host trainings');
    await bob.until(() => bob.commands().includes('/training'));
    expect((await bob.slash('/training', { pad: 7, starts: 'now' })).text).toContain('Pad 7 is yours');
    expect(bob.commands()).not.toContain('/tryout');
    bob.say('!tryout 8 now');
    await bob.until('You are not allowed to do this. It takes the ability Pads: Host tryouts.');
    await bob.click('End');
    await ada.slash('/permissions revoke', { who: bob, what: 'pads.host.training' });
    await bob.until(() => !bob.commands().includes('/training'));
    bob.say('!training 8 now');
    await bob.until('It takes the ability Pads: Host trainings.');
  });

  test('/allowusers with tryouts lets somebody host tryouts, and nothing else', async () => {
    const given = await ada.slash('/allowusers', { user: eve, what: 'Tryouts' });
    expect(given.text).toContain('Pads: Host tryouts');
    expect(given.text).not.toContain('takes the place');
    const again = await ada.slash('/permissions grant', { who: eve, what: 'pads.host.tryout', for: '7d' });
    expect(again.text).toMatch(/until .*\nThis takes the place of: @eve · \*\*Pads: Host tryouts\*\*/);
    await eve.until(() => eve.commands().includes('/tryout'));
    expect((await eve.slash('/tryout', { pad: 6, starts: 'now' })).text).toContain('Pad 6 is yours');
    await eve.click('End');
    eve.say('!training 5 now');
    await eve.until('It takes the ability Pads: Host trainings.');
  });

  test('a grant holds who, what, by whom, when, why and until when; names are nowhere', async () => {
    await give(bob, 'tickets.open', { for: '2h', reason: 'covers for sam' });
    const [row] = await stage.database.rows('select * from permissions__grant where guild = ?', guild.id);
    expect(row).toMatchObject({
      kind: 'user',
      principal: bob.id,
      what: 'tickets.open',
      given_by: ada.id,
      reason: 'covers for sam',
    });
    expect(JSON.stringify(row)).not.toMatch(/"bob"|"ada"/);
    const list = (await ada.slash('/permissions list')).text;
    expect(list).toContain('covers for sam');
    expect(list).toMatch(/until/);
  });

  test('what is offered while typing: capabilities of all plugins in words, and whole plugins', async () => {
    const offered = async (typed: string) =>
      (await ada.autocomplete('/permissions grant', { who: bob, what: typed })).choices.map(
        ({ value }) => value,
      );
    expect(await offered('training')).toEqual(['pads.host.training']);
    expect(await offered('tickets')).toEqual(['tickets.open', 'tickets.close', 'tickets.erase', 'tickets']);
    const { choices } = await ada.autocomplete('/addrole', { role: 'Helper', what: 'host' });
    expect(choices.map(({ name }) => name)).toContain('Pads: Host trainings (pads.host.training)');
  });

  test.each([
    [
      'something that no feature has',
      { what: 'tickets.fly' },
      'There is nothing called `tickets.fly` to give',
    ],
    ['a time that is none', { what: 'tickets.open', for: 'soon' }, 'Say how long'],
    ['a bot', { who: 'Guildhall', what: 'tickets.open' }, 'A bot uses no commands'],
  ])('%s is refused in words', async (_, given, says) => {
    const who = 'who' in given ? stage.account : bob;
    expect((await ada.slash('/permissions grant', { ...given, who })).text).toContain(says);
    expect(await rows()).toEqual([]);
  });

  test('to somebody who is not here it is refused', async () => {
    const stranger = stage.sandbox.person('stranger');
    expect((await give(stranger.id, 'tickets.open')).text).toContain('not in this server');
  });
});

describe('who may give', () => {
  test('administrators, staff and those who were given something may not', async () => {
    await give(sam, 'tickets.open');
    for (const person of [max, sam]) {
      await ada.slash('/permissions grant', { who: person, what: 'tickets.erase' });
    }
    expect((await max.slash('/permissions grant', { who: bob, what: 'tickets.open' })).text).toContain(
      'It takes the ability **Permissions: Give and take back abilities**.',
    );
    expect((await max.slash('/addrole', { role: 'Helper' })).text).toContain('not allowed');
    expect((await max.slash('/allowusers', { user: bob, what: 'Trainings' })).text).toContain('not allowed');
    expect((await max.slash('/permissions revoke', { who: sam, what: 'tickets.open' })).text).toContain(
      'not allowed',
    );
    expect((await rows()).map(({ given_by }) => given_by)).toEqual([ada.id, ada.id, ada.id]);
  });

  test('those with permissions.manage may, once the owner allows it, and only what they have themselves', async () => {
    await give(sam, 'permissions.manage');
    await sam.until(() => sam.commands().includes('/permissions grant'));
    const gives = async (what: string, more = {}) =>
      (await sam.slash('/permissions grant', { who: bob, what, ...more })).text;
    expect(await gives('tickets.open')).toContain('not allowed');
    expect(await explains(sam, 'permissions.manage')).toContain('while the owner keeps giving to themselves');

    // Only the owner can allow it.
    const screen = await max.slash('/settings', { feature: 'permissions' });
    expect((await max.click(screen.buttons[0]!, { on: screen })).text).toContain(
      'Only the owner of this server',
    );
    expect(await gives('tickets.open')).toContain('not allowed');
    const own = await ada.slash('/settings', { feature: 'permissions' });
    await ada.click(own.buttons[0]!, { on: own });

    expect(await gives('tickets.open')).toContain('✅');
    expect(await presses(bob, 'open')).toBe('did open');
    expect(await gives('tickets.close')).toContain('You do not have `tickets.close` yourself');
    expect(await gives('tickets')).toContain('You do not have `tickets.close` yourself');
    expect(await gives('permissions.manage')).toContain("Only the server's owner");
    expect(await gives('permissions')).toContain("Only the server's owner");
    const revoked = await sam.slash('/permissions revoke', { who: sam, what: 'permissions.manage' });
    expect(revoked.text).toContain("Only the server's owner");

    // What they have for a while they cannot give for good, not to themselves either.
    await give(sam, 'tickets.close', { for: '1h' });
    expect(await gives('tickets.close')).toContain('yourself until');
    const forGood = await sam.slash('/permissions grant', { who: sam, what: 'tickets.close' });
    expect(forGood.text).toContain('yourself until');
    expect(await gives('tickets.close', { for: '30m' })).toContain('✅');

    const again = await ada.slash('/settings', { feature: 'permissions' });
    await ada.click(again.buttons[0]!, { on: again });
    expect(await gives('tickets.open')).toContain('not allowed');
  });
});

describe('what counts is what is true now', () => {
  test('a grant that has ended, at the next check; it is taken out, and the menu follows', async () => {
    await give(bob, 'tickets.open', { for: '30m' });
    expect(await presses(bob, 'open')).toBe('did open');
    await bob.until(() => bob.commands().includes('/ticket'));
    stage.clock.advance(31 * 60_000);
    await guild.until(async () => (await presses(bob, 'open')).includes('not allowed'));
    await guild.until(async () => (await rows()).length === 0);
    await bob.until(() => !bob.commands().includes('/ticket'));
    expect((await audited())[0]).toMatchObject({
      action: 'permissions.ended',
      actor: 'automatic',
      target: bob.mention,
    });
  });

  test('a member who left loses what they were given, and does not get it back by coming back', async () => {
    await give(eve, 'tickets.open');
    expect(await presses(eve, 'open')).toBe('did open');
    eve.leaves();
    await guild.until(async () => (await rows()).length === 0);
    expect((await audited())[0]).toMatchObject({
      action: 'permissions.left',
      actor: 'automatic',
      target: eve.mention,
    });
    stage.clock.advance(1_000);
    eve.joins();
    expect(await presses(eve, 'open')).toEqual(refused('open'));
  });

  test('a deleted role leaves nothing', async () => {
    const role = guild.createRole('Short');
    await ada.slash('/addrole', { role });
    guild.deleteRole(role);
    await guild.until(async () => (await rows()).length === 0);
    expect((await audited())[0]).toMatchObject({ action: 'permissions.role-gone', target: `<@&${role.id}>` });
  });

  test('also when they left, or came back, while the bot was away', async () => {
    await give(bob, 'tickets.open');
    await give(eve, 'tickets.open');
    const role = guild.createRole('Short');
    await ada.slash('/addrole', { role });
    await stage.bot.stop();
    guild.deleteRole(role);
    bob.leaves();
    eve.leaves();
    stage.clock.advance(1_000);
    eve.joins();
    await stage.bot.start();
    expect(await presses(eve, 'open')).toEqual(refused('open'));
    await guild.until(async () => (await rows()).length === 0);
    bob.joins();
    expect(await presses(bob, 'open')).toEqual(refused('open'));
  });

  test('a grant in one guild does nothing in another', async () => {
    const south = stage.guild('South');
    const there = await south.owner.slash('/panel');
    const bobThere = south.member('bob');
    await give(bob, 'tickets');
    expect(await presses(bob, 'open')).toBe('did open');
    expect(await presses(bobThere, 'open', there)).toEqual(refused('open'));
    expect(bobThere.commands()).not.toContain('/ticket');
    expect((await south.owner.slash('/permissions list')).text).toContain('Nobody was given anything here');
  });

  test('where the feature is off, the declared audiences decide', async () => {
    await give(bob, 'tickets.open');
    await ada.slash('/features disable', { feature: 'permissions' });
    const forStaff = await presses(bob, 'open');
    expect(forStaff).toEqual(refused('open'));
    expect(forStaff).toContain('an administrator can give one of your roles the permission Manage Messages');
    expect(await presses(bob, 'close')).toContain(
      'It is for administrators of this server: ask one of them.',
    );
    expect(await presses(sam, 'open')).toBe('did open');
    await bob.until(() => !bob.commands().includes('/ticket'));
    await ada.slash('/features enable', { feature: 'permissions' });
    expect(await presses(bob, 'open')).toBe('did open');
    await ada.until(() => ada.commands().includes('/permissions grant'));
  });

  test('where the plugin is taken out, the declared audiences decide; what was given is kept', async () => {
    await give(bob, 'tickets.open');
    const here = guild.member(stage.owner);
    await here.until(() => ada.commands().includes('/plugins unload'));
    guild.createRole('Boss', { permissions: ['Administrator'] });
    here.giveRole('Boss');
    await here.slash('/plugins unload', { plugin: 'permissions' });
    expect(await presses(bob, 'open')).toEqual(refused('open'));
    expect(await presses(sam, 'open')).toBe('did open');
    await here.slash('/plugins load', { plugin: 'permissions' });
    expect(await presses(bob, 'open')).toBe('did open');
    await ada.until(() => ada.commands().includes('/permissions grant'));
    guild.deleteRole('Boss');
  });
});

describe('/permissions explain names the rule', () => {
  test.each([
    ['the owner', () => ada, 'tickets.erase', 'Yes', 'its owner may do everything'],
    ['an audience', () => max, 'tickets.close', 'Yes', 'it is for administrators, and they belong to them'],
    [
      'nobody',
      () => bob,
      'tickets.open',
      'No',
      'it is for staff (who may manage messages or the server), and nobody gave it',
    ],
    ['something unknown', () => ada, 'tickets.fly', 'No', 'No feature here knows this'],
  ])('%s', async (_, who, what, answer, rule) => {
    const text = await explains(who(), what);
    expect(text).toContain(answer);
    expect(text).toContain(rule);
  });

  test('a grant to the person, and one to a role of theirs', async () => {
    await ada.slash('/addrole', { role: 'Helper', what: 'tickets' });
    bob.giveRole('Helper');
    const byRole = await explains(bob, 'tickets.open');
    expect(byRole).toContain('It was given to a role that they have');
    expect(byRole).toContain('@Helper');
    await give(bob, 'tickets.open', { reason: 'trusted' });
    const byPerson = await explains(bob, 'tickets.open');
    expect(byPerson).toContain('It was given to them');
    expect(byPerson).toContain('trusted');
    bob.takeRole('Helper');
  });
});

test('an owner of the bot may break the glass where it is set up, and each time is written down', async () => {
  const olga = guild.member(stage.owner);
  const before = (await audited()).filter(({ action }) => action === 'guildhall.break-glass').length;
  expect(await explains(olga, 'tickets.erase')).toContain('They own the bot');
  expect((await audited()).filter(({ action }) => action === 'guildhall.break-glass')).toHaveLength(before);
  expect(await presses(olga, 'erase')).toBe('did erase');
  const [first] = (await audited()).filter(({ action }) => action === 'guildhall.break-glass');
  expect(first).toMatchObject({ actor: olga.id, target: 'tickets.erase' });
  expect((await ada.slash('/permissions audit')).text).toContain('used `tickets.erase`');
});

test('lists and the audit turn their pages, for those who may see them', async () => {
  for (let index = 0; index < 12; index++) {
    await ada.slash('/addrole', { role: guild.createRole(`Role ${index}`), what: 'tickets.open' });
    stage.clock.advance(1_000);
  }
  const list = await max.slash('/permissions list');
  expect(list.text).toContain('@Role 11');
  expect(list.text).not.toContain('@Role 0 ');
  expect((await max.click('Next page', { on: list })).text).toContain('@Role 0 ');
  const audit = await max.slash('/permissions audit');
  expect(audit.text).toContain('gave');
  expect(audit.text).toContain('@Role 11');
  expect((await max.click('Next page', { on: audit })).text).toContain('@Role 0');
  const one = await max.slash('/permissions list', { who: 'Role 3' });
  expect(one.text).toContain('@Role 3');
  expect(one.text).not.toContain('@Role 4');

  // The button is asked again when it is clicked.
  max.takeRole('Admin');
  expect((await max.click('Back a page', { on: list })).text).toContain(
    'It takes the ability **Permissions: See who may do what**.',
  );
  max.giveRole('Admin');
});
