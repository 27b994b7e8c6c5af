import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataDutiesOf } from '../data-duties.ts';
import type { Bind } from '../entities/bind.ts';
import { Happening } from '../entities/happening.ts';
import { Link } from '../entities/link.ts';
import { Pending } from '../entities/pending.ts';
import type { MemberFacts } from '../member-plan.ts';
import { roleDiff } from '../role-diff.ts';
import { ada, bob, eve, type Ground, groundOn, guild, minutes, other, verify } from './ground.ts';

const people = [ada, bob, eve];
const accounts = ['1', '2', '3'];
const person = fc.constantFrom(...people);
const account = fc.constantFrom(...accounts);

async function onGround(check: (ground: Ground) => Promise<void>): Promise<void> {
  const ground = (await groundOn('sqlite'))!;
  try {
    for (const id of accounts) {
      ground.roblox.add(id, `Player${id}`);
    }
    await check(ground);
  } finally {
    await ground.stop();
  }
}

const member = (user: string, roles: readonly string[] = []): MemberFacts => ({
  guild,
  user,
  name: user,
  nickname: null,
  roles,
  untouchable: () => undefined,
});

test('V1 words are good once, for one guild, member and account, until they are over', async () => {
  await fc.assert(
    fc.asyncProperty(
      person,
      person,
      account,
      account,
      fc.integer({ min: 0, max: 30 }),
      fc.boolean(),
      (user, clicker, begun, shown, late, elsewhere) =>
        onGround(async (ground) => {
          const { words } = (await ground.verifications.begin({ guild, user, by: user }, begun)).unwrap();
          ground.roblox.describe(shown, words.join(' '));
          ground.advance(minutes(late));
          const here = elsewhere ? other : guild;
          const linked = (await ground.verifications.check(here, clicker)).isOk();
          const again = (await ground.verifications.check(here, clicker)).isOk();

          expect(linked).toBe(!elsewhere && clicker === user && shown === begun && late < 15);
          expect(again).toBe(false);
          expect(await ground.all(Link)).toHaveLength(linked ? 1 : 0);
        }),
    ),
    { numRuns: 60 },
  );
});

test('V2 the account is the one of the start, whatever is called so by the time of the click', async () => {
  await fc.assert(
    fc.asyncProperty(account, account, (begun, thief) =>
      onGround(async (ground) => {
        fc.pre(begun !== thief);
        const { words } = (await ground.verifications.begin({ guild, user: ada, by: ada }, begun)).unwrap();
        ground.roblox.rename(begun, 'Renamed');
        ground.roblox.rename(thief, `Player${begun}`);
        ground.roblox.describe(thief, words.join(' '));
        expect((await ground.verifications.check(guild, ada)).isOk()).toBe(false);
        ground.roblox.describe(begun, words.join(' '));
        ground.advance(minutes(1));
        expect((await ground.verifications.check(guild, ada)).isOk()).toBe(true);

        expect(await ground.all(Link)).toMatchObject([{ account: begun, name: 'Renamed' }]);
      }),
    ),
    { numRuns: 20 },
  );
});

type Step =
  | { do: 'verify' | 'assign'; user: string; account: string }
  | { do: 'unlink' | 'erase'; user: string }
  | { do: 'move'; from: string; to: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('verify' as const, 'assign' as const), user: person, account }),
  fc.record({ do: fc.constant('unlink' as const), user: person }),
  fc.record({ do: fc.constant('move' as const), from: person, to: person }),
);

async function walk(ground: Ground, step: Step): Promise<boolean> {
  const cause = { by: eve, reason: 'because' };
  switch (step.do) {
    case 'verify': {
      const proven = (await verify(ground, step.user, step.account)).unwrapOr(undefined);
      if (proven?.kind === 'asked') {
        const { id, from } = proven.transfer;
        return (await ground.transfers.agree(guild, id, { user: from, overrides: false })).isOk();
      }
      return proven !== undefined;
    }
    case 'assign':
      return (await ground.registry.assign(guild, step.user, `Player${step.account}`, cause)).isOk();
    case 'unlink':
      return (await ground.registry.unlink(guild, step.user, cause)).isOk();
    case 'move':
      return (await ground.registry.move(guild, step.from, step.to, cause)).isOk();
    case 'erase':
      await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, step.user));
      return true;
  }
}

test('V3 a member has one account and an account one member, whatever is done at the same time; a transfer is two lines', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 6 }), (rounds) =>
      onGround(async (ground) => {
        for (const steps of rounds) {
          await Promise.all(steps.map((each) => walk(ground, each)));
          const links = await ground.all(Link);
          expect(new Set(links.map(({ user }) => user)).size).toBe(links.length);
          expect(new Set(links.map((link) => link.account)).size).toBe(links.length);
        }
        const kinds = (await ground.all(Happening)).map(({ kind }) => kind);
        const count = (kind: string) => kinds.filter((each) => each === kind).length;
        expect(count('moved-away')).toBe(count('moved-here'));
        const [made, gone] = [count('linked'), count('unlinked') + count('replaced')];
        expect(made - gone).toBe((await ground.all(Link)).length);
      }),
    ),
    { numRuns: 40 },
  );
});

test('V4 while Roblox is in trouble nothing changes, and nobody hears that there is no such account', async () => {
  const trouble = fc.constantFrom(
    { kind: 'down' } as const,
    { kind: 'throttled', retryAfter: 1_000 } as const,
    { kind: 'changed', where: 'users' } as const,
  );
  await fc.assert(
    fc.asyncProperty(trouble, account, (kind, id) =>
      onGround(async (ground) => {
        ground.choose({ nickname: '{roblox-username}', verifiedRole: null });
        ground.roblox.groups.set('7', { name: 'Crew', roles: [] });
        const wish = { guild, by: eve, group: '7', condition: 'member', gives: ['role'], takes: [] } as const;
        await ground.binds.add({ ...wish, rank: undefined, toRank: undefined, priority: 0 });
        await verify(ground, ada, id);
        await ground.verifications.begin({ guild, user: bob, by: bob }, id);
        const before = JSON.stringify([await ground.all(Link), await ground.all(Happening)]);
        ground.roblox.trouble = kind;
        const { verifications, registry, planner } = ground;
        const answers = [
          await verifications.find({ guild, user: eve, by: eve }, 'Player1', false),
          await verifications.begin({ guild, user: eve, by: eve }, id),
          await verifications.check(guild, bob),
          await registry.assign(guild, eve, 'Player1', { by: eve }),
          await registry.reverse(guild, 'Player1'),
        ];
        const plan = await planner.plan(member(ada, ['role']));

        for (const answer of answers) {
          expect(answer.unwrapErr().code).toMatch(/^roblox-(busy|down|changed)$/);
        }
        expect(plan).toMatchObject({ trouble: kind, nickname: undefined });
        expect(plan.roles).toMatchObject({ add: [], remove: [] });
        expect(JSON.stringify([await ground.all(Link), await ground.all(Happening)])).toBe(before);
        expect(await ground.all(Pending)).toMatchObject([{ user: bob, tries: 0 }]);
      }),
    ),
    { numRuns: 30 },
  );
});

const role = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'managed', 'high');
const rank = fc.integer({ min: 1, max: 4 });
const bind: fc.Arbitrary<Bind> = fc.record({
  id: fc.uuid(),
  guild: fc.constant(guild),
  group: fc.constantFrom('7', '8'),
  groupName: fc.constant('Crew'),
  condition: fc.constantFrom('equal', 'at-least', 'range', 'member', 'not-member'),
  rank,
  toRank: rank,
  gives: fc.uniqueArray(role, { maxLength: 3 }),
  takes: fc.uniqueArray(role, { maxLength: 2 }),
  priority: fc.integer({ min: 0, max: 2 }),
});
const membership = fc.record({
  group: fc.constantFrom('7', '8'),
  groupName: fc.constant('Crew'),
  roles: fc.array(
    rank.map((own) => ({ id: `${own}`, name: `${own}`, rank: own })),
    { minLength: 1 },
  ),
});

test('V5 roles follow from roles, binds and ranks alone; twice is once; nothing else is touched', () => {
  fc.assert(
    fc.property(
      fc.record({
        current: fc.uniqueArray(fc.oneof(role, fc.constantFrom('x', 'y'))),
        linked: fc.boolean(),
        verifiedRole: fc.option(role),
        binds: fc.array(bind, { maxLength: 6 }),
        memberships: fc.option(fc.uniqueArray(membership, { selector: ({ group }) => group }), {
          nil: undefined,
        }),
      }),
      (facts) => {
        const untouchable = (id: string) =>
          id === 'managed' ? ('managed' as const) : id === 'high' ? ('too-high' as const) : undefined;
        const question = { ...facts, untouchable };
        const diff = roleDiff(question);

        expect(roleDiff({ ...question, current: diff.roles })).toMatchObject({ add: [], remove: [] });
        expect(roleDiff({ ...question, binds: facts.binds.toReversed() }).roles.toSorted()).toEqual(
          diff.roles.toSorted(),
        );
        const named = new Set([
          ...facts.binds.flatMap(({ gives, takes }) => [...gives, ...takes]),
          ...(facts.verifiedRole ? [facts.verifiedRole] : []),
        ]);
        for (const id of [...diff.add, ...diff.remove]) {
          expect(named.has(id)).toBe(true);
          expect(untouchable(id)).toBeUndefined();
        }
        const changed = new Set([...diff.add, ...diff.remove]);
        const kept = (roles: readonly string[]) => roles.filter((id) => !changed.has(id)).toSorted();
        expect(kept(diff.roles)).toEqual(kept(facts.current));
        expect(diff.roles).toHaveLength(facts.current.length + diff.add.length - diff.remove.length);
      },
    ),
    { numRuns: 500 },
  );
});

test('V6 lines of the history are only added; whoever is forgotten leaves counts and no trace', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), person, (steps, erased) =>
      onGround(async (ground) => {
        let before: unknown[] = [];
        for (const each of steps) {
          await walk(ground, each);
          const lines = JSON.parse(JSON.stringify(await ground.all(Happening)));
          expect(lines.slice(0, before.length)).toEqual(before);
          before = lines;
        }
        const { ever } = await ground.statistics.of(guild, 30);
        await walk(ground, { do: 'erase', user: erased });
        const left = await ground.all(Happening);

        expect(left).toHaveLength(before.length);
        expect((await ground.statistics.of(guild, 30)).ever).toBe(ever);
        expect(JSON.stringify([left, await ground.all(Link), await ground.all(Pending)])).not.toContain(
          erased,
        );
        const nobody = left.filter(({ user }) => user === 'forgotten');
        expect(nobody.every((line) => line.account === null && line.name === null)).toBe(true);
      }),
    ),
    { numRuns: 30 },
  );
});
