import { z } from 'zod';
import type { RobloxGroup, RobloxMembership, RobloxRole } from '../../state/group.ts';
import { refusal } from '../errors.ts';
import { cloudGroupOf } from '../ids.ts';
import { pageOf } from '../pages.ts';
import { type Call, route } from '../route.ts';
import { timeText } from '../times.ts';
import { type MembershipFilter, readFilter } from './membership-filter.ts';

/** The published limit of an API key. */
const limit = { calls: 300 };
const roleBody = z.object({ role: z.string() });

type Row = readonly [group: RobloxGroup, membership: RobloxMembership];

function membershipObject([group, { account, roles, joined, updated }]: Row) {
  const role = ({ id }: RobloxRole) => `groups/${group.id}/roles/${id}`;
  return {
    path: `groups/${group.id}/memberships/${membershipId(account.id)}`,
    createTime: timeText(joined),
    updateTime: timeText(updated),
    user: `users/${account.id}`,
    role: role(roles[0]!),
    roles: roles.map(role),
  };
}

/** A membership's id is its own; the user's works in its place. */
function membershipId(account: number): string {
  return Buffer.from(String(account)).toString('base64url');
}

/** @throws RobloxError 400 for a token that is not of this list */
function listPage<R>(call: Call, rows: readonly R[], most: number) {
  const { query, params } = call;
  const size = Math.min(most, Number(query.get('maxPageSize') || 10));
  if (!Number.isInteger(size) || size < 1) throw refusal.cloud(400, 'The maxPageSize is invalid.');
  const asked = `${params.group_id} ${query.get('filter') ?? ''}`;
  const page = pageOf(rows, size, query.get('pageToken') ?? undefined, asked);
  if (!page) throw refusal.cloud(400, 'The pageToken is invalid, or belongs to another query.');
  return page;
}

/** The memberships of some groups that a filter means. */
function rowsOf(call: Call, groups: readonly RobloxGroup[], { users, role }: MembershipFilter): Row[] {
  const accounts = users && [...users].map((id) => call.world.accountById(id));
  return groups.flatMap((group) => {
    const members = accounts
      ? accounts.flatMap((account) => (account && group.membership(account)) ?? [])
      : group.members;
    return members
      .filter(({ roles }) => !role || roles.some(({ id }) => `groups/${group.id}/roles/${id}` === role))
      .map((membership): Row => [group, membership]);
  });
}

/** The membership of a path, and the role of the body. @throws RobloxError 404, 400 */
function assignment(call: Call<z.output<typeof roleBody>>) {
  const group = cloudGroupOf(call as Call);
  const wanted = call.params.membership_id!;
  const membership = group.members.find(
    ({ account: { id } }) => wanted === membershipId(id) || wanted === String(id),
  );
  if (!membership) throw refusal.cloud(404, `Membership with id '${wanted}' not found.`);
  const role = group.roles.find(({ id }) => call.body.role === `groups/${group.id}/roles/${id}`);
  if (!role) throw refusal.cloud(404, `Role '${call.body.role}' not found.`);
  if (role.rank === 0 || role.rank === 255)
    throw refusal.cloud(400, `The role ${role.name} cannot be assigned or unassigned.`);
  return { group, membership, role };
}

/** Groups of Open Cloud, where a member has several roles. */
export const cloudGroupRoutes = [
  route('GET', '/apis/cloud/v2/groups/:group_id/memberships', { needsKey: true, limit }, (call) => {
    const everywhere = call.params.group_id === '-';
    const filter = readFilter(call.query.get('filter') ?? '', everywhere);
    const groups = everywhere ? call.world.groups : [cloudGroupOf(call)];
    const page = listPage(call, rowsOf(call, groups, filter), 100);
    return { groupMemberships: page.rows.map(membershipObject), nextPageToken: page.next ?? '' };
  }),
  route('GET', '/apis/cloud/v2/groups/:group_id/roles', { needsKey: true, limit }, (call) => {
    const group = cloudGroupOf(call);
    const page = listPage(call, group.roles, 20);
    return {
      groupRoles: page.rows.map((role) => ({
        path: `groups/${group.id}/roles/${role.id}`,
        id: String(role.id),
        displayName: role.name,
        rank: role.rank,
        ...(role.rank > 0 && { memberCount: group.membersWith(role).length }),
      })),
      nextPageToken: page.next ?? '',
    };
  }),
  route(
    'POST',
    '/apis/cloud/v2/groups/:group_id/memberships/:membership_id:assignRole',
    { needsKey: true, body: roleBody },
    (call) => {
      const { group, membership, role } = assignment(call);
      return membershipObject([group, group.join(membership.account, role)]);
    },
  ),
  route(
    'POST',
    '/apis/cloud/v2/groups/:group_id/memberships/:membership_id:unassignRole',
    { needsKey: true, body: roleBody },
    (call) => {
      const { group, membership, role } = assignment(call);
      if (!membership.roles.includes(role))
        throw refusal.cloud(400, `The member does not have the role ${role.name}.`);
      return membershipObject([group, group.unassign(membership.account, role)]);
    },
  ),
];
