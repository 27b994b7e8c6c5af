import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grant } from '../entities/grant.ts';
import { covers } from '../what.ts';
import { declared, type Ground, groundOn, guild, otherGuild, owner } from './ground.ts';
import { at, capability, gives, life, principal, takes, user, what, worldAfter } from './life.ts';
import { expected, guilds, type World } from './world.ts';

// A1 to A6: what is true of permissions whatever people do, in whatever order.

let ground: Ground;
beforeAll(async () => {
  ground = (await groundOn('sqlite'))!;
});
afterAll(() => ground.stop());

/** Lets a life happen, and looks at what came of it. */
async function always(
  check: (world: World, rows: Grant[]) => Promise<void>,
  afterEachStep = false,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(life, async (steps) => {
      const world = await worldAfter(ground, []);
      for (const next of steps) {
        await next(world);
        if (afterEachStep) {
          await check(world, await ground.grants());
        }
      }
      await check(world, await ground.grants());
    }),
    { numRuns: afterEachStep ? 25 : 60 },
  );
}

describe('invariants of permissions', () => {
  test('A1: what no audience and no grant allows is refused, and so is everything unknown', async () => {
    await always(async (world, rows) => {
      for (const person of world.people) {
        for (const name of declared) {
          expect(await world.may(person, name)).toBe(expected(world, person, name, rows));
        }
        expect(await world.may(person, 'pads.fly')).toBe(false);
        expect(await world.may(person, 'gone.open')).toBe(false);
      }
    });
  });

  test('A1: while the database is away, nobody gets in by a grant, and they are told apart from a no', async () => {
    await always(async (world) => {
      ground.state.away = true;
      for (const person of world.people) {
        for (const name of declared) {
          world.told = [];
          const did = await world.clicks(person, name);
          expect(did).toBe(expected(world, person, name, []));
          expect(world.told).toEqual(did ? [] : ['refused-unchecked']);
        }
      }
      ground.state.away = false;
    });
  });

  test("A2: the guild's owner may do everything, whatever is given, taken or broken", async () => {
    await always(async (world) => {
      for (const away of [false, true]) {
        ground.state.away = away;
        for (const there of guilds) {
          for (const name of declared) {
            expect(await world.clicks(world.person(owner, there), name)).toBe(true);
          }
        }
      }
      ground.state.away = false;
    });
  });

  test('A3: only the owner gives, and whom the owner lets; nobody gives what they lack, nor the right to give', async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.tuple(user, at, principal, what), fc.boolean(), async (steps, last, lets) => {
        const world = await worldAfter(ground, steps);
        const [by, there, , thing] = last;
        const giver = world.person(by, there);
        if (lets) {
          Object.assign(ground.state, { managers: true });
          await gives([owner, there, { kind: 'user', id: by }, 'permissions.manage', null])(world);
        }
        const before = await ground.grants();
        ground.advance(1);
        await gives([...last, null])(world);
        const fresh = (await ground.grants()).filter(
          ({ givenAt }) => givenAt.getTime() === ground.now().getTime(),
        );
        for (const grant of fresh) {
          expect(grant).toMatchObject({ guild: there, givenBy: by });
          const has = (name: string) => expected(world, giver, name, before);
          const manages = by === owner || (ground.state.managers && has('permissions.manage'));
          expect(manages).toBe(true);
          expect(declared.filter((name) => covers(thing, name)).every(has)).toBe(true);
          expect(by === owner || !covers(thing, 'permissions.manage')).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('A3: what happens in one guild changes nothing in another', async () => {
    await fc.assert(
      fc.asyncProperty(
        life,
        fc.array(fc.tuple(user, principal, what), { maxLength: 8 }),
        async (steps, more) => {
          const world = await worldAfter(ground, steps, true);
          const there = world.people.filter((person) => person.guild === otherGuild);
          const look = () =>
            Promise.all(there.flatMap((person) => declared.map((name) => world.may(person, name))));
          const before = await look();
          for (const [by, to, thing] of more) {
            await gives([by, guild, to, thing, null])(world);
            await takes([by, guild, to, thing])(world);
            await gives([owner, guild, to, thing, null])(world);
          }
          expect(await look()).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('A4: a role that was taken, a member who left, a grant that ended count at the very next check', async () => {
    await always(async (world, rows) => {
      for (const person of world.people) {
        for (const name of declared) {
          expect(await world.may(person, name)).toBe(expected(world, person, name, rows));
        }
      }
    }, true);
  });

  test('A5: a button asks when it is clicked: what was true when it was posted does not count', async () => {
    await fc.assert(
      fc.asyncProperty(life, life, user, at, capability, async (before, after, who, there, name) => {
        const world = await worldAfter(ground, before);
        const person = world.person(who, there);
        await world.clicks(person, name);
        for (const next of after) {
          await next(world);
        }
        expect(await world.clicks(person, name)).toBe(expected(world, person, name, await ground.grants()));
      }),
      { numRuns: 40 },
    );
  });

  test('A6: no name of a person, a role or a guild changes an answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        life,
        fc.oneof(
          fc.string(),
          what,
          principal.map(({ id }) => id),
          fc.constant('Admin'),
        ),
        async (steps, names) => {
          const world = await worldAfter(ground, steps);
          const look = () =>
            Promise.all(world.people.flatMap((person) => declared.map((name) => world.may(person, name))));
          const before = await look();
          for (const person of world.people) {
            person.names = names;
          }
          expect(await look()).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });
});
