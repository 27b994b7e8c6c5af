import { PermissionFlagsBits } from 'discord.js';
import fc from 'fast-check';
import { declared, type Ground, minutes } from './ground.ts';
import { guilds, roles, users, World } from './world.ts';

export type Step = (world: World) => Promise<unknown>;

export const user = fc.constantFrom(...users);
const role = fc.constantFrom(...roles);
/** Who gives is mostly the owner, and who gets something mostly is not. */
const giver = fc.oneof({ weight: 2, arbitrary: fc.constant(users[0]) }, { weight: 1, arbitrary: user });
const other = fc.constantFrom(users[1], users[2]);
export const at = fc.constantFrom(guilds[0], guilds[0], guilds[1]);
export const capability = fc.constantFrom(...declared);
export const what = fc.constantFrom(...declared, 'pads', 'tickets', 'permissions', 'pads.fly');
export const principal = fc.oneof(
  other.map((id) => ({ kind: 'user' as const, id })),
  role.map((id) => ({ kind: 'role' as const, id })),
);
const bits = fc.constantFrom(
  0n,
  PermissionFlagsBits.ManageMessages,
  PermissionFlagsBits.ManageGuild,
  PermissionFlagsBits.Administrator,
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(giver, at, principal, what, fc.option(fc.integer({ min: 1, max: 90 }))).map(gives),
  },
  { weight: 1, arbitrary: fc.tuple(giver, at, principal, what).map(takes) },
  { weight: 2, arbitrary: fc.tuple(other, at, role, fc.boolean()).map(hasRole) },
  { weight: 1, arbitrary: fc.tuple(other, at).map(comesBack) },
  { weight: 1, arbitrary: fc.tuple(other, at, bits).map(isGivenPermissions) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }).map(timePasses) },
  { weight: 1, arbitrary: fc.boolean().map(managersMayGive) },
  { weight: 1, arbitrary: fc.constant<Step>((world) => world.ground.book.tidy()) },
);

export type To = { readonly kind: 'user' | 'role'; readonly id: string };

/** Somebody gives, through the same question that the gate asks before `/permissions grant`. */
export function gives([by, there, to, thing, length]: [string, string, To, string, number | null]): Step {
  return async (world) => {
    const giver = world.person(by, there);
    if (await world.may(giver, 'permissions.manage')) {
      const memberSince = to.kind === 'user' ? world.person(to.id, there).joinedAt : null;
      const endsAt = length === null ? undefined : new Date(world.ground.now().getTime() + minutes(length));
      const wanted = { guild: there, to: { ...to, memberSince }, what: thing, endsAt };
      await world.ground.book.grant(wanted, world.giver(giver));
    }
  };
}

export function takes([by, there, to, thing]: [string, string, To, string]): Step {
  return async (world) => {
    const giver = world.person(by, there);
    if (await world.may(giver, 'permissions.manage')) {
      await world.ground.book.revoke({ guild: there, to, what: thing }, world.giver(giver));
    }
  };
}

function hasRole([who, there, id, has]: [string, string, string, boolean]): Step {
  return async (world) => void world.person(who, there).roles[has ? 'add' : 'delete'](id);
}

/** Leaves and joins again, while nobody looked: the rows of before are still there. */
function comesBack([who, there]: [string, string]): Step {
  return async (world) => {
    world.ground.advance(1_000);
    Object.assign(world.person(who, there), { joinedAt: world.ground.now(), roles: new Set() });
  };
}

function isGivenPermissions([who, there, permissions]: [string, string, bigint]): Step {
  return async (world) => void Object.assign(world.person(who, there), { permissions });
}

function timePasses(count: number): Step {
  return async (world) => world.ground.advance(minutes(count));
}

function managersMayGive(managers: boolean): Step {
  return async (world) => Object.assign(world.ground.state, { managers });
}

/** What may happen in two guilds. */
export const life = fc.array(step, { maxLength: 25, size: 'max' });

/** Lets things happen in an empty world. */
export async function worldAfter(ground: Ground, steps: readonly Step[], managers = false): Promise<World> {
  Object.assign(ground.state, { managers, away: false });
  await ground.clear();
  const world = new World(ground);
  for (const next of steps) {
    await next(world);
  }
  return world;
}
