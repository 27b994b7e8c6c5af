import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ThumbnailState } from '../roblox/state/account.ts';
import { RobloxStage } from './roblox-stage.ts';

let stage: RobloxStage;
beforeAll(async () => {
  stage = await RobloxStage.start();
});
afterAll(() => stage.roblox.stop());
afterEach(() => stage.roblox.world.reset());

const headshots = (ids: number | string, more = 'size=150x150&format=Png&isCircular=false') =>
  stage.get(`/thumbnails/v1/users/avatar-headshot?userIds=${ids}&${more}`);

test('a picture is pending at first, then it is there', async () => {
  const { id } = stage.roblox.account('Someone');
  expect((await headshots(id)).body).toEqual({
    data: [{ targetId: id, state: 'Pending', imageUrl: '', version: 'TN3' }],
  });
  const [done] = (await headshots(id)).body.data;
  expect(done).toMatchObject({ targetId: id, state: 'Completed' });
  const picture = await fetch(done.imageUrl);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(
    Buffer.from(await picture.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect((await headshots(id, 'size=48x48')).body.data[0].state).toBe('Pending');
});

test.each<ThumbnailState>(['Blocked', 'Error', 'InReview', 'TemporarilyUnavailable'])(
  '%s has no picture',
  async (state) => {
    const account = stage.roblox.account('Someone');
    account.setThumbnail(state);
    expect((await headshots(account.id)).body.data).toMatchObject([{ state, imageUrl: '' }]);
  },
);

test('it can be pending for long, and nobody has an error for a picture', async () => {
  const account = stage.roblox.account('Someone');
  account.setThumbnail('Completed', 3);
  const states = [];
  for (let call = 0; call < 4; call += 1) states.push((await headshots(`${account.id},1`)).body.data);
  expect(states.map(([one]) => one.state)).toEqual(['Pending', 'Pending', 'Pending', 'Completed']);
  expect(states[0][1]).toMatchObject({ targetId: 1, state: 'Error' });
});

test.each([
  ['too many', Array.from({ length: 101 }, (_, index) => index + 1).join(','), '', 1],
  ['a format that is not there', '1', 'format=Gif', 2],
  ['a size that is not there', '1', 'size=151x151', 3],
  ['no ids', '', '', 4],
  ['no numbers', 'ada', '', 4],
])('%s: 400', async (_name, ids, more, code) => {
  expect(await headshots(ids, more)).toMatchObject({ status: 400, body: { errors: [{ code }] } });
});
