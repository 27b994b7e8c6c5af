import { describe, expect, test } from 'vitest';
import { holds } from '../bind-match.ts';
import type { Bind, Condition } from '../entities/bind.ts';
import { nicknameOf } from '../nickname.ts';
import type { Membership } from '../roblox/roblox.ts';
import { roleDiff } from '../role-diff.ts';

const group = '7';
const ranks = (...own: number[]): Membership[] =>
  own.length === 0
    ? []
    : [{ group, groupName: 'Crew', roles: own.map((rank) => ({ id: `${rank}`, name: `R${rank}`, rank })) }];
const bind = (change: Partial<Bind>): Bind => ({
  id: 'a',
  guild: 'g',
  group,
  groupName: 'Crew',
  condition: 'member',
  rank: null,
  toRank: null,
  gives: [],
  takes: [],
  priority: 0,
  ...change,
});

describe('a bind', () => {
  test.for<[Condition, number | null, number | null, number[], boolean]>([
    ['equal', 5, null, [5], true],
    ['equal', 5, null, [6], false],
    ['equal', 5, null, [200, 5], true],
    ['at-least', 5, null, [5], true],
    ['at-least', 5, null, [4], false],
    ['at-least', 5, null, [1, 255], true],
    ['range', 5, 10, [10], true],
    ['range', 5, 10, [4, 11], false],
    ['member', null, null, [1], true],
    ['member', null, null, [], false],
    ['not-member', null, null, [], true],
    ['not-member', null, null, [1], false],
  ])('%s %s to %s, with the ranks %j: %s', ([condition, rank, toRank, own, expected]) => {
    expect(holds({ group, condition, rank, toRank }, ranks(...own))).toBe(expected);
    expect(holds({ group: '8', condition: 'member', rank, toRank }, ranks(...own))).toBe(false);
  });
});

describe('roles', () => {
  const ask = {
    current: ['own', 'captain'],
    linked: true,
    verifiedRole: 'verified',
    binds: [bind({ id: 'b', condition: 'equal', rank: 9, gives: ['captain'], takes: ['guest'] })],
    memberships: ranks(9),
    untouchable: () => undefined,
  };

  test('are given while a bind holds, and taken when none gives them any more', () => {
    expect(roleDiff({ ...ask, current: ['own', 'guest'] })).toEqual({
      roles: ['own', 'captain', 'verified'],
      add: ['captain', 'verified'],
      remove: ['guest'],
      blocked: [],
    });
    expect(roleDiff({ ...ask, memberships: ranks(1) })).toMatchObject({ remove: ['captain'] });
  });

  test('go by the higher bind where two disagree', () => {
    const takes = bind({ id: 'a', takes: ['captain'], priority: 5 });
    expect(roleDiff({ ...ask, binds: [...ask.binds, takes] })).toMatchObject({ remove: ['captain'] });
    const below = { ...takes, priority: -1 };
    expect(roleDiff({ ...ask, binds: [below, ...ask.binds] }).remove).toEqual([]);
  });

  test('stay where Roblox did not tell the groups; the verified role depends on the link alone', () => {
    expect(roleDiff({ ...ask, memberships: undefined })).toMatchObject({ add: ['verified'], remove: [] });
  });

  test('go with the link', () => {
    const unlinked = {
      ...ask,
      current: ['own', 'captain', 'verified'],
      linked: false,
      memberships: undefined,
    };
    expect(roleDiff(unlinked)).toMatchObject({ roles: ['own'], remove: ['captain', 'verified'] });
  });

  test('that cannot be touched are named and left', () => {
    const untouchable = (role: string) => (role === 'verified' ? ('too-high' as const) : undefined);
    expect(roleDiff({ ...ask, untouchable })).toMatchObject({
      add: [],
      blocked: [{ role: 'verified', why: 'too-high' }],
    });
  });
});

describe('a nickname', () => {
  const facts = {
    'roblox-username': 'Builder',
    'roblox-id': '156',
    'display-name': 'The Builder',
    'discord-name': 'ada',
    'rank-name': 'Captain',
    'group-name': 'Crew',
  };

  test('is made of what the template names', () => {
    expect(nicknameOf('[{rank-name}] {roblox-username}', facts)).toBe('[Captain] Builder');
    expect(nicknameOf('[{rank-name}] {display-name}', { ...facts, 'rank-name': '' })).toBe('The Builder');
    expect(nicknameOf('{nothing} {discord-name}', facts)).toBe('{nothing} ada');
    expect(nicknameOf('{rank-name}', { ...facts, 'rank-name': '' })).toBeUndefined();
  });

  test('is cut between characters as people see them', () => {
    const family = '👨‍👩‍👧‍👦';
    const name = nicknameOf('{display-name}', { ...facts, 'display-name': `${'x'.repeat(28)}${family}y` });
    expect(name).toBe('x'.repeat(28));
    expect(nicknameOf('{display-name}', { ...facts, 'display-name': 'é'.repeat(40) })?.length).toBe(32);
  });
});
