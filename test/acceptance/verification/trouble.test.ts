import type { RobloxFault, RobloxGroup } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { seconds, startVerification, type VerificationStage, wordsIn } from './verification-stage.ts';

/** Whatever Roblox does: people are told to wait, nothing changes, and nobody is told that an account is not there. */
let on: VerificationStage;
let crew: RobloxGroup;
let fans: RobloxGroup;

const busy = 'Roblox asks me to wait';
const down = 'Roblox does not answer at the moment';
const odd = 'Roblox answered in a way I do not understand';
const wrong =
  /no Roblox account|not in the profile|other words|hid the rest|knows no|was refreshed|went wrong/;

const cases: [what: string, fault: Omit<RobloxFault, 'route'>, told: string][] = [
  ['429 with seconds', { status: 429, retryAfter: 20 }, busy],
  ['429 with a date', { status: 429, retryAfter: 20, retryAfterAs: 'date' }, busy],
  ['429 without a word about when', { status: 429 }, busy],
  ['429 as plain text', { status: 429, form: 'text', retryAfter: 20 }, busy],
  ['500 of an endpoint', { status: 500, form: 'legacy' }, down],
  ['503 of the gateway', { status: 503, form: 'gateway' }, down],
  ['503 with a time to come again', { status: 503, retryAfter: 20 }, down],
  ['502 as a page', { status: 502, form: 'html' }, down],
  ['504 without content', { status: 504, form: 'empty' }, down],
  ['an answer that breaks off', { truncate: true }, down],
  ['a connection that is dropped', { drop: true }, down],
  ['an answer that does not come', { delay: 8_000 }, down],
  ['a page instead of JSON', { status: 200, form: 'html' }, odd],
  ['401 without a reason', { status: 401, form: 'gateway' }, odd],
  ['404 of something else', { status: 404, form: 'gateway' }, odd],
  ['404 as a page', { status: 404, form: 'html' }, odd],
  ['400 of the framework', { status: 400, form: 'problem' }, odd],
  ['an answer without ids', { without: ['id', 'group'] }, odd],
  ['names that became numbers', { extra: { id: 'x', group: 7 } }, odd],
];

beforeAll(async () => {
  on = await startVerification();
  on.guild.createRole('Officer');
  crew = on.roblox.group('Crew', { roles: { Officer: 100 } });
  fans = on.roblox.group('Fans');
  await on.choose('nickname', '{roblox-username}');
  const bind = { group: String(crew.id), condition: 'exactly this rank', rank: 100, give: 'Officer' };
  await on.ada.slash('/verification bind add', bind);
});
afterAll(() => on?.stage.stop());
beforeEach(() => on.calm());

/** A verified Officer who has left the group since, and has another name: a refresh would change both. */
async function outOfDate(number: number) {
  const username = `Lin_${number}`;
  crew.join(on.roblox.account(username), 'Officer');
  fans.join(on.roblox.account(username));
  const { member, account } = await on.verified(`lin${number}`, username);
  expect([member.roles, member.nick]).toEqual([['Officer'], username]);
  crew.leave(account);
  account.rename(`New_${number}`);
  return member;
}

test.each(cases.map((each, number) => ({ number, what: each[0], fault: each[1], told: each[2] })))(
  '$what',
  async ({ number, fault, told }) => {
    // What the case before has left behind.
    await on.advance(seconds(60));
    const lin = await outOfDate(number);
    const { member, account } = on.newcomer(`ann${number}`);
    const { member: other, account: others } = on.newcomer(`ben${number}`);
    const task = await on.begin(member, account.name);
    account.setDescription(wordsIn(task));
    const before = await on.links();

    on.roblox.faults.add({ route: '*', ...fault });
    const answers = await Promise.all([
      other.slash('/verify', { username: others.name }),
      member.click('Verify', { on: task }),
      on.sam.slash('/verification refresh member', { user: lin }),
    ]);
    for (const { text } of answers) {
      expect(text).toContain(told);
      expect(text).not.toMatch(wrong);
    }
    expect(await on.links()).toEqual(before);
    expect([lin.roles, lin.nick]).toEqual([['Officer'], `Lin_${number}`]);
    expect(member.roles).toEqual([]);

    on.calm();
    await on.advance(seconds(60));
    const again = await member.click('Verify', { on: task });
    expect(again.text).toContain('Verified');
    await on.sam.slash('/verification refresh member', { user: lin });
    await on.ada.until(() => lin.roles.length === 0 && lin.nick === `New_${number}`);
  },
);

test('a token that Roblox wants with each POST is fetched and sent, and nobody notices', async () => {
  await on.advance(seconds(60));
  on.roblox.faults.add({ route: '*', csrf: true });
  const { member, account } = on.newcomer('cho');
  expect((await on.prove(member, account)).text).toContain('Verified');
});

test('what Roblox adds to its answers disturbs nobody', async () => {
  on.roblox.faults.add({ route: '*', extra: { somethingNew: [1, { two: 2 }] } });
  const { member, account } = on.newcomer('dai');
  expect((await on.prove(member, account)).text).toContain('Verified');
});

test('when only pictures are out of reach, everything goes on without them', async () => {
  on.roblox.faults.add({ route: '/thumbnails/*', status: 503 });
  const { member, account } = on.newcomer('ed');
  expect((await on.prove(member, account)).text).toContain('Verified');
});

test('once Roblox answers again, what the outage held up follows by itself', async () => {
  const lin = await outOfDate(cases.length);
  on.roblox.faults.add({ route: '*', status: 503 });
  expect((await lin.slash('/verification refresh member')).text).toContain(down);
  on.calm();
  await on.advance(seconds(61));
  await lin.until(() => lin.roles.length === 0 && lin.nick === `New_${cases.length}`);
});
