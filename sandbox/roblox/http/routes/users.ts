import { z } from 'zod';
import type { RobloxAccount } from '../../state/account.ts';
import { refusal } from '../errors.ts';
import { idOf } from '../ids.ts';
import { pageOf } from '../pages.ts';
import { type Call, route } from '../route.ts';
import { timeText } from '../times.ts';

/** How many at once: names as libraries know it, ids as the API description says. */
const limits = { names: 100, ids: 200 };

const excludeBannedUsers = z.boolean().nullish();
const pageSizes = ['10', '25', '50', '100'];

function briefly({ id, name, displayName, hasVerifiedBadge }: RobloxAccount) {
  return { hasVerifiedBadge, id, name, displayName };
}

function accountOf(call: Call): RobloxAccount | undefined {
  return call.world.accountById(idOf(call, 'userId'));
}

export const userRoutes = [
  route(
    'POST',
    '/users/v1/usernames/users',
    { body: z.object({ usernames: z.array(z.string()), excludeBannedUsers }) },
    ({ world, body }) => {
      if (body.usernames.length > limits.names) throw refusal.legacy(400, 2, 'Too many usernames.');
      const found = new Map<RobloxAccount, string>();
      for (const name of body.usernames) {
        const account = world.accountNamed(name);
        if (account && !(body.excludeBannedUsers && account.banned) && !found.has(account))
          found.set(account, name);
      }
      return {
        data: Array.from(found, ([account, requestedUsername]) => ({
          requestedUsername,
          ...briefly(account),
        })),
      };
    },
  ),
  route(
    'POST',
    '/users/v1/users',
    { body: z.object({ userIds: z.array(z.int()), excludeBannedUsers }) },
    ({ world, body }) => {
      if (body.userIds.length > limits.ids) throw refusal.legacy(400, 1, 'Too many ids.');
      const found = new Set(body.userIds.map((id) => world.accountById(id)));
      return {
        data: [...found]
          .filter((account) => account !== undefined)
          .filter(({ banned }) => !(body.excludeBannedUsers && banned))
          .map(briefly),
      };
    },
  ),
  route('GET', '/users/v1/users/:userId', {}, (call) => {
    const account = accountOf(call);
    if (!account) throw refusal.legacy(404, 3, 'The user id is invalid.');
    const { description, created, banned, hasVerifiedBadge, id, name, displayName } = account;
    return {
      description,
      created: timeText(created),
      isBanned: banned,
      externalAppDisplayName: null,
      hasVerifiedBadge,
      id,
      name,
      displayName,
    };
  }),
  route('GET', '/users/v1/users/:userId/username-history', {}, (call) => {
    const { query } = call;
    const account = accountOf(call);
    if (!account) throw refusal.legacy(400, 3, 'The user id is invalid.');
    const limit = query.get('limit') ?? '10';
    if (!pageSizes.includes(limit)) throw refusal.problem('limit', `The value '${limit}' is not valid.`);
    const order = query.get('sortOrder') ?? 'Asc';
    if (order !== 'Asc' && order !== 'Desc')
      throw refusal.problem('sortOrder', `The value '${order}' is not valid.`);
    const names = order === 'Asc' ? account.formerNames : account.formerNames.toReversed();
    const page = pageOf(names, Number(limit), query.get('cursor') ?? undefined, `${account.id} ${order}`);
    if (!page) throw refusal.problem('cursor', 'The cursor is not valid.');
    return {
      previousPageCursor: page.previous ?? null,
      nextPageCursor: page.next ?? null,
      data: page.rows.map((name) => ({ name })),
    };
  }),
];
