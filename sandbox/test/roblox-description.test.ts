import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mistakeIn, operationOf, operations } from '../roblox/description/description.ts';
import { routes } from '../roblox/http/routes/index.ts';
import { RobloxStage } from './roblox-stage.ts';

/** What the description has no shape for, or does not hold at all. */
const undescribed = ['/thumbnails/', '/tr/', '/apis/oauth/'];

const key = { 'x-api-key': 'the-key' };
let stage: RobloxStage;
let params: Record<string, string>;
let role: string;
beforeAll(async () => {
  stage = await RobloxStage.start({ checkAnswers: false });
  stage.roblox.createApiKey('the-key');
  const account = stage.roblox.account('Someone', { description: 'Hello' });
  account.rename('Somebody');
  const group = stage.roblox.group('Pad Crew', { owner: account, roles: { Officer: 100 } });
  role = `groups/${group.id}/roles/${group.role('Officer').id}`;
  const [user, crew] = [String(account.id), String(group.id)];
  params = { userId: user, user_id: user, membership_id: user, groupId: crew, group_id: crew };
});
afterAll(() => stage.roblox.stop());

test('every described operation is played, and every route is described or known not to be', () => {
  const described = routes.filter(({ method, path }) => operationOf(method, path));
  expect(described).toHaveLength(operations.length);
  const others = routes.filter((route) => !described.includes(route)).map(({ path }) => path);
  expect(others.filter((path) => !undescribed.some((start) => path.startsWith(start)))).toEqual([]);
});

describe('the answer is as described', () => {
  const bodies: Record<string, () => unknown> = {
    '/users/v1/usernames/users': () => ({ usernames: ['Someone'], excludeBannedUsers: false }),
    '/users/v1/users': () => ({ userIds: [Number(params.userId)], excludeBannedUsers: false }),
  };

  test.each(operations.filter(({ answer }) => answer).map((each) => [`${each.method} ${each.path}`, each]))(
    '%s',
    async (_name, { method, path, body: bodyShape, answer: shape }) => {
      const url = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => params[name]!);
      const body = bodies[path]?.() ?? { role };
      const answer = method === 'GET' ? await stage.get(url, key) : await stage.post(url, body, key);
      expect(answer.status).toBe(200);
      expect(Object.keys(answer.body)).not.toEqual([]);
      expect(mistakeIn(answer.body, shape!)).toBeUndefined();
      if (bodyShape) expect(mistakeIn(body, bodyShape)).toBeUndefined();
    },
  );
});

test('the check sees a wrong type, and what is not described, however deep', () => {
  const shape = operationOf('GET', '/users/v1/users/:userId')!.answer!;
  expect(mistakeIn({ id: 1, name: 'Roblox', externalAppDisplayName: null }, shape)).toBeUndefined();
  expect(mistakeIn({ id: '1' }, shape)).toContain('id');
  expect(mistakeIn({ id: 1, color: 'red' }, shape)).toContain('color');
  expect(mistakeIn({ created: 'yesterday' }, shape)).toContain('created');
  const list = operationOf('GET', '/apis/cloud/v2/groups/:group_id/memberships')!.answer!;
  expect(mistakeIn({ groupMemberships: [{ user: 'users/1', roles: [1] }] }, list)).toContain('roles');
  expect(mistakeIn({ groupMemberships: [{ color: 'red' }] }, list)).toContain('color');
});
