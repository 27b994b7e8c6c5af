import type { Member, RobloxAccount, RobloxGroup } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { days, seconds, startVerification, type VerificationStage } from './verification-stage.ts';

/** Which roles and nicknames follow from ranks at Roblox, and what is left alone. */
let on: VerificationStage;
let crew: RobloxGroup;
let club: RobloxGroup;

beforeAll(async () => {
  on = await startVerification({
    // Discord takes a change of a member a second, for which nobody here waits.
    discord: { rateLimits: false },
    before: (stage) => {
      for (const role of ['Officer', 'Veteran', 'Middle', 'Crew', 'Outsider', 'Clubber', 'Hobby', 'Fixed']) {
        stage.guild('Test').createRole(role);
      }
      stage.guild('Test').createRole('Admin', { permissions: ['Administrator'], position: 2 });
      stage.guild('Test').createRole('High', { position: 100 });
    },
  });
  crew = on.roblox.group('Crew', { roles: { Trainee: 10, Officer: 100, Boss: 200 } });
  club = on.roblox.group('Club', { roles: { Host: 50 } });
  const rank = 100;
  const binds = [
    { group: String(crew.id), condition: 'exactly this rank', rank, give: 'Officer' },
    { group: String(crew.id), condition: 'this rank or a higher one', rank, give: 'Veteran' },
    {
      group: String(crew.id),
      condition: 'a rank from one to another',
      rank: 5,
      'to-rank': 150,
      give: 'Middle',
    },
    {
      group: `https://www.roblox.com/communities/${crew.id}/Crew`,
      condition: 'any member of the group',
      give: 'Crew',
    },
    { group: String(crew.id), condition: 'not a member of the group', give: 'Outsider', take: 'Hobby' },
    { group: String(club.id), condition: 'any member of the group', give: 'Clubber', priority: 5 },
  ];
  for (const bind of binds) {
    const added = await on.ada.slash('/verification bind add', bind);
    if (!added.shows('Bind')) {
      throw new Error(added.text);
    }
  }
});
afterAll(() => on?.stage.stop());
beforeEach(() => on.calm());

const refresh = async (user: Member) => on.sam.slash('/verification refresh member', { user });

test('each kind of bind gives and takes its roles as the rank changes, in one request each', async () => {
  const { member, account } = on.newcomer('amy');
  member.giveRole('Hobby');
  await on.prove(member, account);
  expect(member.roles).toEqual(['Outsider']);
  const steps: [change: () => void, roles: string[]][] = [
    [() => crew.join(account), ['Crew']],
    [() => crew.join(account, 'Trainee'), ['Crew', 'Middle']],
    [() => crew.join(account, 'Officer'), ['Crew', 'Middle', 'Officer', 'Veteran']],
    [() => crew.join(account, 'Boss'), ['Crew', 'Veteran']],
    [() => club.join(account, 'Host'), ['Clubber', 'Crew', 'Veteran']],
    [() => crew.leave(account), ['Clubber', 'Outsider']],
  ];
  const edits = on.requests('PATCH', '/guilds/:guild_id/members/:user_id');
  for (const [change, roles] of steps) {
    change();
    const before = edits();
    await refresh(member);
    expect(member.roles.toSorted()).toEqual(roles);
    expect(edits() - before).toBe(1);
  }
  const before = edits();
  expect((await refresh(member)).text).toContain('Nothing needs to change');
  expect(edits()).toBe(before);
  on.stage.sandbox.faults.clear();
});

/** A verified Officer of the crew. */
async function officer(name: string): Promise<{ member: Member; account: RobloxAccount }> {
  const { member, account } = on.newcomer(name);
  crew.join(account, 'Officer');
  await on.prove(member, account);
  expect(member.roles).toContain('Officer');
  return { member, account };
}

test('roles that no bind names stay, also when the link goes', async () => {
  const { member } = await officer('ben');
  for (const role of ['Hobby', 'Staff']) {
    member.giveRole(role);
  }
  await refresh(member);
  expect(member.roles).toEqual(expect.arrayContaining(['Hobby', 'Staff', 'Officer']));
  await member.slash('/unverify');
  await member.until(() => !member.roles.includes('Officer'));
  expect(member.roles.toSorted()).toEqual(['Hobby', 'Staff']);
});

test('a role that stands above the bot is told of; the other roles and the nickname still work', async () => {
  await on.choose('nickname', '[{rank-name}] {roblox-username}');
  await on.choose('verifiedRole', 'High');
  const { member, account } = on.newcomer('cal');
  crew.join(account, 'Officer');
  const answer = await on.prove(member, account);
  expect(answer.shows('@High stays as it is: it stands above my role')).toBe(true);
  expect(member.roles).toEqual(expect.arrayContaining(['Officer', 'Crew']));
  expect(member.roles).not.toContain('High');
  expect(member.nick).toBe('[Officer] cal_builds');
  await on.choose('verifiedRole', 'Verified');
});

test('when Discord refuses roles or the nickname, the other one is done all the same, and it is told', async () => {
  const { faults } = on.stage.sandbox;
  const refused = {
    kind: 'rest',
    method: 'PATCH',
    route: '/guilds/:guild_id/members/:user_id',
    times: 1,
  } as const;
  faults.add({ ...refused, status: 403, code: 50013 });
  const first = on.newcomer('cleo');
  crew.join(first.account, 'Officer');
  expect((await on.prove(first.member, first.account)).text).toContain('did not let me change the roles');
  expect([first.member.roles, first.member.nick]).toEqual([[], '[Officer] cleo_builds']);

  // The owner is out of reach for every bot.
  const account = on.roblox.account('AdaBuilds');
  crew.join(account, 'Boss');
  const owner = await on.prove(on.ada, account);
  expect(owner.text).toContain('nobody else can rename the owner of a server');
  expect(on.ada.roles).toContain('Veteran');
});

test('a long nickname is cut at 32, between characters as people see them', async () => {
  await on.choose('nickname', '{display-name} {roblox-username}');
  const member = on.guild.member('dee');
  const account = on.roblox.account('DeeWithALongName', { displayName: 'Dee 👩‍👩‍👧 the Great' });
  await on.prove(member, account);
  expect(member.nick!.length).toBeLessThanOrEqual(32);
  expect('Dee 👩‍👩‍👧 the Great DeeWithALongName'.startsWith(member.nick!)).toBe(true);
});

test('whoever has a bypass role is left alone, roles and nickname each for themselves', async () => {
  const { member, account } = await officer('eli');
  await on.choose('bypassRoles', ['Fixed']);
  member.giveRole('Fixed');
  crew.leave(account);
  account.rename('Eli_Renamed');
  const answer = await refresh(member);
  expect(answer.text).toContain('The roles stay: one of them is exempt');
  expect(member.roles).toContain('Officer');
  expect(member.nick).toContain('Eli_Renamed');
  await on.choose('bypassNickname', ['Fixed']);
  account.rename('Eli_Again');
  await refresh(member);
  expect(member.nick).toContain('Eli_Renamed');
});

test('a dry run says what would change, and changes nothing', async () => {
  const { member, account } = await officer('fay');
  crew.leave(account);
  const roles = member.roles;
  const dry = await on.sam.slash('/verification refresh member', { user: member, 'dry-run': true });
  expect(dry.text).toContain('A refresh of');
  expect(dry.text).toContain('@Officer');
  expect(dry.shows('Roles given: @Outsider')).toBe(true);
  expect(member.roles).toEqual(roles);
  expect((await on.sam.slash('/verification why', { user: member })).text).toContain('✅ not in Crew');
});

test('whoever comes back has roles and nickname again', async () => {
  const { member } = await officer('gus');
  const { nick } = member;
  member.leaves();
  member.joins();
  expect(member.roles).toEqual([]);
  await member.until(() => member.roles.includes('Officer') && member.nick === nick);
});

test('where the server wants that, whoever comes back is left as they are', async () => {
  const { member } = await officer('hue');
  const turn = async (to: 'on' | 'off') => {
    const page = await on.ada.slash('/settings', { feature: 'verification' });
    const toggle = `guildhall:setting-toggle:verification:refreshOnJoin:${to}`;
    const screen = page.message!.button(toggle) ? page : await on.ada.click('Next page', { on: page });
    await on.ada.click(toggle, { on: screen });
  };
  const comesBack = () => {
    member.leaves();
    member.joins();
  };
  await turn('off');
  comesBack();
  await on.advance(seconds(60));
  await member.until(async () => (await on.stage.bot.status()).jobs.running === 0);
  expect(member.roles).toEqual([]);
  await turn('on');
  comesBack();
  await member.until(() => member.roles.includes('Officer'));
});

test('nobody binds a role above their own, and members bind none', async () => {
  const admin = on.guild.member('max', { roles: ['Admin'] });
  const bind = { group: String(crew.id), condition: 'any member of the group', give: 'Officer' };
  expect((await admin.slash('/verification bind add', bind)).text).toContain(
    'does not stand below your own roles',
  );
  expect((await on.guild.member('nosy').slash('/verification bind add', bind)).text).toContain('not allowed');
});

test('a role that belongs to an app is given by no bind', async () => {
  const app = on.stage.sandbox.createBot('Other app');
  on.guild.addBot(app, ['SendMessages']);
  const bind = { group: String(crew.id), condition: 'any member of the group', give: 'Other app' };
  const refused = await on.ada.slash('/verification bind add', bind);
  expect(refused.text).toContain('belongs to an app or to Discord, so I cannot give it');
});

test('what changes at Roblox follows by itself after the days that the server chose', async () => {
  const { member, account } = await officer('ivy');
  crew.join(account, 'Boss');
  await on.advance(days(6));
  expect(member.roles).toContain('Officer');
  await on.advance(days(2));
  await member.until(() => !member.roles.includes('Officer') && member.roles.includes('Veteran'));
});
