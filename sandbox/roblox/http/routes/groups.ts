import type { RobloxGroup } from '../../state/group.ts';
import { refusal } from '../errors.ts';
import { idOf } from '../ids.ts';
import { type Call, route } from '../route.ts';

/** @throws RobloxError 400 with this text */
function groupOf(call: Call, absent: string): RobloxGroup {
  const group = call.world.groupById(idOf(call, 'groupId'));
  if (!group) throw refusal.legacy(400, 1, absent);
  return group;
}

/** The old host knows one role of a member, the highest. */
export const groupRoutes = [
  route('GET', '/groups/v2/users/:userId/groups/roles', {}, (call) => {
    const account = call.world.accountById(idOf(call, 'userId'));
    if (!account) throw refusal.legacy(400, 3, 'The user is invalid or does not exist.');
    const withLocked = call.query.get('includeLocked')?.toLowerCase() === 'true';
    return {
      data: call.world.groups
        .filter(({ locked }) => withLocked || !locked)
        .flatMap((group) => {
          const role = group.membership(account)?.roles[0];
          if (!role) return [];
          return {
            group: {
              id: group.id,
              name: group.name,
              memberCount: group.memberCount,
              hasVerifiedBadge: false,
            },
            role: { id: role.id, name: role.name, rank: role.rank },
          };
        }),
    };
  }),
  route('GET', '/groups/v1/groups/:groupId/roles', {}, (call) => {
    const group = groupOf(call, 'The group is invalid or does not exist.');
    return {
      groupId: group.id,
      roles: group.roles.map((role) => ({
        id: role.id,
        name: role.name,
        description: role.description,
        rank: role.rank,
        memberCount: group.membersWith(role).length,
        isBase: role.name === 'Member',
        color: 1,
      })),
    };
  }),
  route('GET', '/groups/v1/groups/:groupId', {}, (call) => {
    const { id, name, description, owner, memberCount, locked } = groupOf(
      call,
      'Group is invalid or does not exist.',
    );
    return {
      id,
      name,
      description,
      owner: owner
        ? {
            buildersClubMembershipType: 0,
            hasVerifiedBadge: owner.hasVerifiedBadge,
            userId: owner.id,
            username: owner.name,
            displayName: owner.displayName,
          }
        : null,
      shout: null,
      memberCount,
      isBuildersClubOnly: false,
      publicEntryAllowed: true,
      ...(locked && { isLocked: true }),
      hasVerifiedBadge: false,
      hasSocialModules: false,
    };
  }),
];
