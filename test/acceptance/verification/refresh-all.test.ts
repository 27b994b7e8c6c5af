import type { Member, RobloxGroup, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes, seconds, startVerification, type VerificationStage } from './verification-stage.ts';

/** The refresh of everybody: once each, through throttling and a kill -9, with progress and a way to stop it. */
let on: VerificationStage;
let crew: RobloxGroup;
let members: Member[];

const count = 90;

const done = () => members.filter((member) => member.roles.includes('Crew')).length;

beforeAll(async () => {
  on = await startVerification({ before: (stage) => void stage.guild('Test').createRole('Crew') });
  crew = on.roblox.group('Crew');
  members = Array.from({ length: count }, (_, number) => on.guild.member(`m${number}`));
  // Staff link them, which needs no words; each joins the group afterwards.
  for (let first = 0; first < count; first += 25) {
    await Promise.all(
      members.slice(first, first + 25).map(async (user, index) => {
        const account = on.roblox.account(`Acc${first + index}`);
        account.setThumbnail('Completed');
        await on.sam.slash('/verification manual', { user, username: account.name, reason: 'Moved' });
        crew.join(account);
      }),
    );
  }
  expect(await on.links()).toHaveLength(count);
  const bind = { group: String(crew.id), condition: 'any member of the group', give: 'Crew' };
  await on.ada.slash('/verification bind add', bind);
  // What was asked for a moment ago is remembered.
  await on.advance(minutes(10));
});
afterAll(() => on?.stage.stop());

/** Moves time along, a little each time, until the message says so. */
async function until(shown: ShownMessage, text: string | RegExp): Promise<void> {
  for (let step = 0; step < 200 && !new RegExp(text).test(shown.text); step++) {
    const before = shown.text;
    await on.advance(seconds(20));
    await on.ada.until(() => shown.text !== before, { timeout: 500 }).catch(() => {});
  }
  expect(shown.text).toMatch(text);
}

test('a run says when Roblox makes it wait, and can be cancelled; what was done stays', async () => {
  on.roblox.limits.set('groups', { calls: 5, retryAfter: 'seconds' });
  const shown = (await on.ada.slash('/verification refresh all')).message!;
  await on.ada.until(() => shown.shows('Roblox asks me to wait'));
  await on.guild.member('nosy').click('Cancel', { on: shown });
  expect(shown.text).toContain('Refreshing everybody');
  await on.ada.click('Cancel', { on: shown });
  await on.ada.until(() => shown.shows('The refresh was cancelled'));
  // Whoever is looked at in that moment is the last one.
  await on.atRest();
  const before = done();
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(count);
  await on.advance(minutes(5));
  await on.ada.until(async () => (await on.stage.bot.status()).jobs.running === 0);
  expect(done()).toBe(before);
  expect(shown.buttons).toEqual([]);
});

test('everybody is looked at once, though Roblox takes 60 calls a minute and the bot is killed half way', async () => {
  on.roblox.limits.set('groups', { calls: 60, retryAfter: 'date' });
  on.roblox.limits.set('users', { calls: 60, retryAfter: 'seconds' });
  const before = done();
  const edits = on.requests('PATCH', '/guilds/:guild_id/members/:user_id');
  const started = await on.ada.slash('/verification refresh all');
  const shown = started.message!;
  expect(shown.text).toContain(`of ${count} members`);
  expect(shown.buttons).toEqual(['Cancel']);
  const again = await on.ada.slash('/verification refresh all');
  expect(again.text).toContain('Refreshing everybody');

  for (let step = 0; step < 100 && done() < count * 0.7; step++) {
    await on.advance(seconds(10));
    const last = done();
    await on.ada.until(() => done() > last, { timeout: 500 }).catch(() => {});
  }
  expect(done()).toBeGreaterThanOrEqual(count * 0.7);
  expect(done()).toBeLessThan(count);
  await on.crash();
  const newest = again.message!;
  await until(newest, /Everybody is refreshed/);
  expect(newest.text).toContain(`${count} of ${count} members`);
  expect(newest.buttons).toEqual([]);
  expect(done()).toBe(count);
  expect(edits()).toBe(count - before);
});
