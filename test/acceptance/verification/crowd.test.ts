import { afterAll, beforeAll, expect, test } from 'vitest';
import { seconds, startVerification, type VerificationStage, wordsIn } from './verification-stage.ts';

/** A hundred people at once, while Roblox turns most calls away. */
let on: VerificationStage;

beforeAll(async () => {
  // Discord takes a change of a member a second, for which nobody here waits.
  on = await startVerification({ discord: { rateLimits: false } });
  await on.choose('verifiedRole', 'Verified');
});
afterAll(() => on?.stage.stop());

const asksToWait = /Roblox asks me to wait|Roblox does not answer at the moment/;
const patient = { timeout: 30_000 };

test('each of a hundred ends verified or is told to wait, none gets the account of another', async () => {
  const people = Array.from({ length: 100 }, (_, number) => on.newcomer(`p${number}`, `Person${number}`));
  // The bot learns from an answer how much it may ask.
  await on.verified('first');
  const tasks = await Promise.all(people.map(({ member, account }) => on.begin(member, account.name)));
  people.forEach(({ account }, index) => account.setDescription(wordsIn(tasks[index]!)));
  on.roblox.limits.set('users', { calls: 60, retryAfter: 'seconds' });

  let waiting = people.map(({ member }, index) => ({ member, task: tasks[index]! }));
  for (let round = 0; round < 20 && waiting.length > 0; round++) {
    const answers = await Promise.all(
      waiting.map(async ({ member, task }) => ({
        member,
        task,
        text: (await member.click('Verify', { on: task, ...patient })).text,
      })),
    );
    for (const { text } of answers) {
      expect(text).toMatch(/Verified|Roblox asks me to wait|Roblox does not answer/);
    }
    if (round === 0) {
      expect(answers.some(({ text }) => asksToWait.test(text))).toBe(true);
    }
    const linked = new Set((await on.links()).map(({ user }) => user));
    // Whoever was told to be verified is, and nobody else.
    expect(
      answers
        .filter(({ text }) => text.startsWith('Verified'))
        .map(({ member }) => member.id)
        .toSorted(),
    ).toEqual(
      answers
        .filter(({ member }) => linked.has(member.id))
        .map(({ member }) => member.id)
        .toSorted(),
    );
    waiting = answers.filter(({ text }) => asksToWait.test(text));
    await on.advance(seconds(40));
  }
  expect(waiting).toEqual([]);
  const links = await on.links();
  expect(links).toHaveLength(101);
  for (const { member, account } of people) {
    expect(links.find(({ user }) => user === member.id)?.account).toBe(String(account.id));
    await member.until(() => member.roles.includes('Verified'), patient);
  }
}, 240_000);
