import { LocalRoblox, type RobloxAccount } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Stage } from './stage.ts';

const route = '/thumbnails/v1/users/avatar-headshot';

let local: LocalRoblox;
let bea: RobloxAccount;
let stage: Stage;
beforeAll(async () => {
  local = await LocalRoblox.start({ checkAnswers: true });
});
afterAll(() => local.stop());
beforeEach(() => {
  local.world.reset();
  bea = local.account('BuilderBea');
  stage = new Stage(local.url);
});

const headshot = () => stage.roblox.headshot(String(bea.id));
const pending = (pendingCalls: number) => bea.setThumbnail('Completed', pendingCalls);

test('the address of a picture is found', async () => {
  expect(await headshot()).toMatch(/^http:.*AvatarHeadshot/);
});

test('a picture that is being drawn is asked for twice more, and no more', async () => {
  pending(2);
  expect(await headshot()).toMatch(/^http:/);
  expect(stage.time.waits).toEqual([500, 1_000]);
  stage = new Stage(local.url);
  pending(3);
  expect(await headshot()).toBeUndefined();
  expect(stage.time.waits).toEqual([500, 1_000]);
});

test('a picture that was not ready is looked for another time', async () => {
  pending(3);
  expect(await headshot()).toBeUndefined();
  expect(await headshot()).toMatch(/^http:/);
});

test.each(['Blocked', 'Error', 'InReview', 'TemporarilyUnavailable'] as const)(
  'a picture that is %s is none',
  async (state) => {
    bea.setThumbnail(state);
    expect(await headshot()).toBeUndefined();
  },
);

test.each([{ status: 500 }, { status: 429 }, { drop: true }, { truncate: true }, { without: ['state'] }])(
  'no picture is no error: %j',
  async (fault) => {
    local.faults.add({ route, ...fault });
    expect(await headshot()).toBeUndefined();
    // The card must not wait for an ornament.
    expect(stage.time.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(2_500);
  },
);

test('a picture is remembered for half an hour', async () => {
  const first = await headshot();
  local.faults.add({ route, status: 500 });
  stage.time.pass(29 * 60_000);
  expect(await headshot()).toBe(first);
});
