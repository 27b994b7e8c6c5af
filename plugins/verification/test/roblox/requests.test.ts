import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { account, bea, beaPath, namesPath, Stage } from './stage.ts';
import { type Says, Web } from './web.ts';

let web: Web;
let stage: Stage;
beforeAll(async () => {
  web = await Web.start();
});
afterAll(() => web.stop());
beforeEach(() => {
  web.clear();
  stage = new Stage(web.base);
});

const found = { kind: 'found', account };
const down = { kind: 'down' };
const fine: Says = { body: bea };
const sum = (waits: readonly number[]) => waits.reduce((total, wait) => total + wait, 0);

const failures: [string, Says][] = [
  [
    'an old host that fails',
    { status: 500, body: { errors: [{ code: 0, message: 'InternalServerError' }] } },
  ],
  ['a page of a proxy', { status: 502, body: '<html>502 Bad Gateway</html>' }],
  ['Open Cloud that is away', { status: 503, body: { code: 'UNAVAILABLE', message: 'x' } }],
  ['half an answer', { ...fine, fails: 'half' }],
  [
    'an answer that says to be whole and is not',
    { headers: { 'content-type': 'application/json' }, body: '{"id":7,' },
  ],
  ['a closed connection', { fails: 'nothing' }],
];

describe.each(failures)('%s', (_what, failure) => {
  test('is asked again', async () => {
    web.on(beaPath, failure, fine);
    expect(await stage.roblox.byId('7')).toEqual(found);
    expect(stage.time.waits).toEqual([250]);
  });

  test('is Roblox being down when it goes on, after a few tries', async () => {
    web.on(beaPath, failure);
    expect(await stage.roblox.byId('7')).toEqual(down);
    expect(web.times(beaPath)).toBe(4);
  });
});

test('what does not answer in time is down', async () => {
  const patient = new Stage(web.base);
  web.on(beaPath, () => {
    // The deadline comes while the answer is being waited for.
    setImmediate(() => patient.time.expire());
    return { fails: 'silence' };
  });
  expect(await patient.roblox.byId('7')).toEqual(down);
  // Each try took all the time that there was for it.
  expect(web.times(beaPath)).toBe(1);
});

test('an answer without an end is cut off', async () => {
  web.on(beaPath, { body: { ...bea, description: 'x'.repeat(2_000_000) } });
  expect(await stage.roblox.byId('7')).toEqual(down);
});

test('a pause of any length is followed by another try', async () => {
  const stage = new Stage(web.base, { random: () => 0.1234 });
  web.on(beaPath, { status: 500 }, { status: 500 }, fine);
  expect(await stage.roblox.byId('7', { patience: 2_000 })).toEqual(found);
});

test('nothing listens there: Roblox is down', async () => {
  const gone = await Web.start();
  await gone.stop();
  expect(await new Stage(gone.base).roblox.byId('7')).toEqual(down);
});

describe('the breaker', () => {
  const fail = async () => {
    web.on(beaPath, { status: 500 });
    await stage.roblox.byId('7');
    await stage.roblox.byId('7');
  };

  test('leaves Roblox alone after five failures, and says so in the log once', async () => {
    await fail();
    expect(web.times(beaPath)).toBe(5);
    expect(await stage.roblox.byId('7')).toEqual(down);
    expect(web.times(beaPath)).toBe(5);
    expect(stage.logged).toEqual([expect.stringContaining('users')]);
  });

  test('looks with one request after a while, for which the others wait, and goes on when that is answered', async () => {
    await fail();
    stage.time.pass(10_000);
    web.clear();
    web.on(beaPath, fine);
    web.on('/users/v1/users/8', { body: { ...bea, id: 8 } });
    const [seven, eight] = await Promise.all([stage.roblox.byId('7'), stage.roblox.byId('8')]);
    expect(seven).toEqual(found);
    expect(eight).toMatchObject({ kind: 'found' });
  });

  test('rests longer when that request fails too', async () => {
    await fail();
    stage.time.pass(10_000);
    expect(await stage.roblox.byId('7')).toEqual(down);
    expect(web.times(beaPath)).toBe(6);
    stage.time.pass(19_999);
    expect(await stage.roblox.byId('7')).toEqual(down);
    expect(web.times(beaPath)).toBe(6);
    stage.time.pass(1);
    web.on(beaPath, fine);
    expect(await stage.roblox.byId('7')).toEqual(found);
  });

  test('of one part of Roblox leaves the others alone', async () => {
    await fail();
    web.on('/groups/v2/users/7/groups/roles', { body: { data: [] } });
    expect(await stage.roblox.memberships('7')).toMatchObject({ kind: 'found' });
  });

  test('does not open because of refusals and noes', async () => {
    web.on(beaPath, { status: 404, body: { errors: [{ code: 0, message: '' }] } });
    for (let times = 0; times < 8; times++) {
      expect(await stage.roblox.byId('7')).toMatchObject({ kind: 'changed' });
    }
    expect(web.times(beaPath)).toBe(8);
  });
});

describe('a token against forged requests', () => {
  const denied: Says = {
    status: 403,
    headers: { 'x-csrf-token': 'a-token' },
    body: { errors: [{ code: 0, message: 'Token Validation Failed' }] },
  };

  test('is brought once when Roblox asks for it', async () => {
    web.on(namesPath, ({ headers }) =>
      headers['x-csrf-token'] === 'a-token' ? { body: { data: [] } } : denied,
    );
    expect(await stage.roblox.byName('nobody')).toEqual({ kind: 'absent' });
    expect(await stage.roblox.byName('somebody')).toEqual({ kind: 'absent' });
    expect(web.times(namesPath)).toBe(3);
  });

  test('is not brought again and again', async () => {
    web.on(namesPath, denied);
    expect(await stage.roblox.byName('nobody')).toMatchObject({ kind: 'changed' });
    expect(web.times(namesPath)).toBe(2);
  });
});

test('a clock that stands still makes nobody wait for ever', async () => {
  const waits: number[] = [];
  const frozen = new Stage(web.base, {
    clock: { now: () => new Date(0) },
    sleep: async (ms) => {
      waits.push(ms);
    },
  });
  web.on(beaPath, { status: 500 });
  web.on(namesPath, { status: 429, headers: { 'retry-after': '1' } });
  expect(await frozen.roblox.byId('7', { background: true })).toEqual(down);
  expect(await frozen.roblox.byName('bea')).toMatchObject({ kind: 'throttled' });
  expect(sum(waits)).toBeLessThan(20_000);
});
