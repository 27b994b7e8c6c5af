import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bea, beaPath, namesPath, Stage } from './stage.ts';
import { Web } from './web.ts';

let web: Web;
beforeAll(async () => {
  web = await Web.start();
});
afterAll(() => web.stop());

const paths = [
  beaPath,
  namesPath,
  '/groups/v2/users/7/groups/roles',
  '/groups/v1/groups/7/roles',
  '/groups/v1/groups/7',
  '/apis/cloud/v2/groups/-/memberships',
  '/thumbnails/v1/users/avatar-headshot',
];

/** An account that lacks something, or has something wrong. */
const nearly = fc
  .tuple(
    fc.constantFrom('id', 'name', 'displayName', 'description', 'created', 'isBanned'),
    fc.constantFrom(undefined, {}, [1], -3),
  )
  .map(([key, value]) => ({ ...bea, [key]: value }));

/** Errors of all shapes, none of which says that there is no such thing. */
const anError = fc.oneof(
  fc.record({
    errors: fc.array(
      fc.record({ code: fc.constantFrom<unknown>(0, 2, 4, null, '3', {}), message: fc.json() }),
    ),
  }),
  fc.record({ code: fc.constantFrom<unknown>('NOT_FOUND', 'INTERNAL', 3), message: fc.string() }),
  fc.record({ error: fc.string(), message: fc.string() }),
  fc.record({ errors: fc.dictionary(fc.string(), fc.array(fc.string())), title: fc.string() }),
);

const rows = fc
  .constantFrom('data', 'roles', 'groupMemberships')
  .chain((key) =>
    fc.array(fc.oneof(nearly, fc.jsonValue()), { minLength: 1 }).map((each) => ({ [key]: each })),
  );

const body = fc.oneof(fc.string(), fc.json(), nearly, anError, rows, fc.jsonValue({ maxDepth: 3 }));

const headers = fc.record(
  {
    'content-type': fc.constantFrom('application/json', 'text/html', 'application/problem+json', 'x'),
    'retry-after': fc.constantFrom(
      '1',
      '-1',
      '99999999',
      'soon',
      '5 apples',
      'Fri, 99 Jan 2026 00:00:00 GMT',
    ),
    'x-ratelimit-limit': fc.constantFrom('0;w=0', '1;w=1', '999999;w=9999', 'x'),
    'x-ratelimit-remaining': fc.constantFrom('0', '-1', 'x', '5'),
    'x-ratelimit-reset': fc.constantFrom('0', '-1', '9999999'),
    'x-csrf-token': fc.constantFrom('', 'a', 'x y'),
  },
  { requiredKeys: [] },
);

// 204, 205 and 304 have no body. A 421 that breaks off ends at its deadline alone, and deadlines are by hand here.
const unfit: readonly number[] = [204, 205, 304, 421];
const status = fc.oneof(
  fc.constantFrom(200, 201, 301, 302, 400, 401, 403, 404, 408, 409, 429, 499, 500, 501, 503),
  fc.integer({ min: 200, max: 599 }).filter((each) => !unfit.includes(each)),
);

test('whatever comes, nothing is thrown and nothing is made up', async () => {
  const answer = fc.record({
    status,
    body,
    headers,
    fails: fc.constantFrom(undefined, undefined, undefined, 'half', 'nothing'),
  });
  await fc.assert(
    fc.asyncProperty(answer, async (says) => {
      web.clear();
      for (const path of paths) {
        web.on(path, says as never);
      }
      const { roblox } = new Stage(web.base, { apiKey: 'key' });
      const outcomes = [
        await roblox.byName('BuilderBea', { background: true }),
        await roblox.byId('7', { fresh: true }),
        await roblox.memberships('7'),
        await roblox.groupRoles('7', { background: true }),
      ];
      for (const outcome of outcomes) {
        expect(['throttled', 'down', 'changed']).toContain(outcome.kind);
        if (outcome.kind === 'throttled') {
          expect(outcome.retryAfter).toBeGreaterThan(0);
          expect(outcome.retryAfter).toBeLessThanOrEqual(15 * 60_000);
        }
      }
      expect(await roblox.headshot('7')).toBeUndefined();
    }),
    { numRuns: 150 },
  );
});
