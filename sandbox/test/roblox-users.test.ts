import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RobloxStage } from './roblox-stage.ts';

let stage: RobloxStage;
beforeAll(async () => {
  stage = await RobloxStage.start();
});
afterAll(() => stage.roblox.stop());
afterEach(() => stage.roblox.world.reset());

const named = (...usernames: string[]) => stage.post('/users/v1/usernames/users', { usernames });
const legacyError = (code: number, message: string) => ({
  errors: [{ code, message, userFacingMessage: 'Something went wrong' }],
});
const problem = (field: string, message: unknown = expect.any(String)) => ({
  status: 400,
  body: { status: 400, title: 'One or more validation errors occurred.', errors: { [field]: [message] } },
});

describe('by name', () => {
  test('an account is found whatever the case, with the name that was asked for', async () => {
    const { id } = stage.roblox.account('Builderman', { displayName: 'Boss', hasVerifiedBadge: true });
    expect((await named('builderMAN')).body).toEqual({
      data: [
        {
          requestedUsername: 'builderMAN',
          hasVerifiedBadge: true,
          id,
          name: 'Builderman',
          displayName: 'Boss',
        },
      ],
    });
  });

  test('who is unknown is missing, and that is no error', async () => {
    stage.roblox.account('Known');
    expect((await named('Nobody', 'Known')).body.data).toMatchObject([{ name: 'Known' }]);
    expect(await named('Nobody')).toMatchObject({ status: 200, body: { data: [] } });
  });

  test('a former name finds the account, until another has the name', async () => {
    const bea = stage.roblox.account('OldBea');
    bea.rename('NewBea');
    expect((await named('oldbea')).body.data).toMatchObject([
      { id: bea.id, requestedUsername: 'oldbea', name: 'NewBea', displayName: 'NewBea' },
    ]);
    const thief = stage.roblox.account('OldBea');
    expect(thief.id).not.toBe(bea.id);
    expect((await named('OldBea')).body.data).toMatchObject([{ id: thief.id }]);
  });

  test('banned accounts are found, unless they are not wanted', async () => {
    stage.roblox.account('Banned').ban();
    expect((await named('Banned')).body.data).toHaveLength(1);
    const without = { usernames: ['Banned'], excludeBannedUsers: true };
    expect((await stage.post('/users/v1/usernames/users', without)).body.data).toEqual([]);
  });

  test('more than a hundred are too many', async () => {
    const answer = await named(...Array.from({ length: 101 }, (_, index) => `name${index}`));
    expect(answer).toMatchObject({ status: 400, body: legacyError(2, 'Too many usernames.') });
  });

  test.each([
    ['no JSON', '{"usernames":', '$'],
    ['another type', { usernames: 'Builderman' }, '$.usernames'],
  ])('%s is refused by the framework', async (_name, body, field) => {
    expect(await stage.post('/users/v1/usernames/users', body)).toMatchObject(problem(field));
    const form = await stage.submit('/users/v1/usernames/users', { usernames: 'x' });
    expect(form).toMatchObject(problem('', 'A non-empty JSON request body is required.'));
  });
});

describe('by id', () => {
  test('an account is told in full, its time as .NET writes it', async () => {
    const created = '2006-02-27T21:06:40.300Z';
    const { id } = stage.roblox.account('Builderman', { created, description: 'Hello\nthere' });
    expect((await stage.get(`/users/v1/users/${id}`)).body).toEqual({
      description: 'Hello\nthere',
      created: '2006-02-27T21:06:40.3Z',
      isBanned: false,
      externalAppDisplayName: null,
      hasVerifiedBadge: false,
      id,
      name: 'Builderman',
      displayName: 'Builderman',
    });
  });

  test('an id goes beyond 32 bits', () => {
    expect(stage.roblox.account('Someone').id).toBeGreaterThan(2 ** 32);
  });

  test('a ban is told, and lifted', async () => {
    const account = stage.roblox.account('Someone');
    const isBanned = async () => (await stage.get(`/users/v1/users/${account.id}`)).body.isBanned;
    account.ban();
    expect(await isBanned()).toBe(true);
    account.unban();
    expect(await isBanned()).toBe(false);
  });

  test('an unknown id is 404 with code 3, no number is 400', async () => {
    const unknown = await stage.get('/users/v1/users/1');
    expect(unknown).toMatchObject({ status: 404, body: legacyError(3, 'The user id is invalid.') });
    expect(await stage.get('/users/v1/users/me')).toMatchObject(
      problem('userId', "The value 'me' is not valid."),
    );
  });

  test('several at once have no description; two hundred are the most', async () => {
    const [one, other] = [stage.roblox.account('One'), stage.roblox.account('Other')].map(({ id }) => id);
    stage.roblox.account('Banned', { id: 7 }).ban();
    const ask = (userIds: unknown[], more = {}) => stage.post('/users/v1/users', { userIds, ...more });
    expect((await ask([one, 5, other, 7])).body.data).toEqual([
      { hasVerifiedBadge: false, id: one, name: 'One', displayName: 'One' },
      { hasVerifiedBadge: false, id: other, name: 'Other', displayName: 'Other' },
      { hasVerifiedBadge: false, id: 7, name: 'Banned', displayName: 'Banned' },
    ]);
    expect((await ask([7], { excludeBannedUsers: true })).body).toEqual({ data: [] });
    const many = await ask(Array.from({ length: 201 }, (_, index) => index + 1));
    expect(many).toMatchObject({ status: 400, body: legacyError(1, 'Too many ids.') });
  });
});

describe('former names', () => {
  test('come in pages, in both orders, with cursors that lead on and back', async () => {
    const account = stage.roblox.account('Name_0');
    for (let index = 1; index <= 12; index += 1) account.rename(`Name_${index}`);
    const path = `/users/v1/users/${account.id}/username-history`;
    const names = ({ body }: { body: { data: { name: string }[] } }) => body.data.map(({ name }) => name);
    const first = await stage.get(path);
    expect(names(first)).toEqual(Array.from({ length: 10 }, (_, index) => `Name_${index}`));
    expect(first.body.previousPageCursor).toBeNull();
    const second = await stage.get(`${path}?cursor=${first.body.nextPageCursor}`);
    expect(names(second)).toEqual(['Name_10', 'Name_11']);
    expect(second.body.nextPageCursor).toBeNull();
    expect(names(await stage.get(`${path}?cursor=${second.body.previousPageCursor}`))).toEqual(names(first));
    const newest = await stage.get(`${path}?limit=25&sortOrder=Desc`);
    expect(names(newest)).toEqual(Array.from({ length: 12 }, (_, index) => `Name_${11 - index}`));
    const mixed = await stage.get(`${path}?sortOrder=Desc&cursor=${first.body.nextPageCursor}`);
    expect(mixed).toMatchObject(problem('cursor'));
    expect(await stage.get(`${path}?limit=11`)).toMatchObject(problem('limit'));
    expect(await stage.get(`${path}?sortOrder=Up`)).toMatchObject(problem('sortOrder'));
  });

  test('an account without any has an empty page, an unknown one is 400', async () => {
    const { id } = stage.roblox.account('Someone');
    expect((await stage.get(`/users/v1/users/${id}/username-history`)).body.data).toEqual([]);
    expect(await stage.get('/users/v1/users/1/username-history')).toMatchObject({
      status: 400,
      body: legacyError(3, 'The user id is invalid.'),
    });
  });
});

describe('a description', () => {
  const seen = async (id: number) => (await stage.get(`/users/v1/users/${id}`)).body.description;

  test.each([
    ['plain words', 'amber river candle tiger maple', 'amber river candle tiger maple'],
    ['a telephone number', 'call 555 123 now', 'call ####### now'],
    ['four digits', 'since 2019', 'since ####'],
    ['a code', 'code XK29PQ7A here', 'code ######## here'],
    ['a short number', 'I am 12, rank 3', 'I am 12, rank 3'],
    ['words without digits', 'HELLO there WORLD', 'HELLO there WORLD'],
  ])('is filtered: %s', async (_name, text, shown) => {
    const account = stage.roblox.account('Someone');
    account.setDescription(text);
    expect(await seen(account.id)).toBe(shown);
  });

  test('is filtered by words that are set, and not at all when the filter is off', async () => {
    const account = stage.roblox.account('Someone');
    stage.roblox.filter.words = ['candle'];
    account.setDescription('Candle, candles and candle');
    expect(await seen(account.id)).toBe('######, candles and ######');
    stage.roblox.filter.enabled = false;
    account.setDescription('candle 123456');
    expect(await seen(account.id)).toBe('candle 123456');
  });

  test('is seen after the delay, by the clock; the old one until then', async () => {
    const account = stage.roblox.account('Someone', { description: 'old' });
    stage.roblox.propagationDelay = 5000;
    account.setDescription('new');
    stage.clock.advance(4999);
    expect(await seen(account.id)).toBe('old');
    stage.clock.advance(1);
    expect(await seen(account.id)).toBe('new');
    account.setDescription('slow', { after: 10_000 });
    account.setDescription('quick', { after: 0 });
    expect(await seen(account.id)).toBe('quick');
    stage.clock.advance(10_000);
    expect(await seen(account.id)).toBe('quick');
  });

  test('has a thousand characters at most', () => {
    expect(() => stage.roblox.account('Someone').setDescription('x'.repeat(1001))).toThrow(
      'at most 1000 characters',
    );
  });
});

test.each(['ab', 'x'.repeat(21), 'a b c', '_abc', 'abc_', 'a_b_c', 'Ünal'])('%s is no name', (name) => {
  expect(() => stage.roblox.account(name)).toThrow('3 to 20 letters');
  expect(() => stage.roblox.account('Someone').rename(name)).toThrow('3 to 20 letters');
});

test('a name is one account’s', () => {
  const someone = stage.roblox.account('Someone');
  expect(stage.roblox.account('someone')).toBe(someone);
  expect(() => stage.roblox.account('SOMEONE', { description: 'x' })).toThrow('Someone already');
  expect(() => stage.roblox.account('Other').rename('Someone')).toThrow('is called Someone');
  someone.rename('SomeOne');
  expect(someone.name).toBe('SomeOne');
});
