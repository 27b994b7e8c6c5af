import { expect } from 'vitest';
import { groupFrom } from '../binds.ts';
import type { MemberFacts } from '../member-plan.ts';
import { ada, codeOf, eve, type Ground, guild, verify } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

const group = '7';
const verified = '400000000000000001';
const own = '400000000000000002';
const wish = {
  guild,
  by: eve,
  group,
  condition: 'at-least',
  rank: 5,
  toRank: undefined,
  gives: ['captain'],
  takes: [],
  priority: 0,
} as const;
const facts = (change: Partial<MemberFacts> = {}): MemberFacts => ({
  guild,
  user: ada,
  name: 'ada',
  nickname: null,
  roles: [own],
  untouchable: () => undefined,
  ...change,
});

async function prepare(ground: Ground): Promise<void> {
  ground.roblox.add('1', 'Builder');
  ground.roblox.join('1', group, 9);
  ground.roblox.groups.set(group, { name: 'Crew', roles: [{ id: '1', name: 'Rank 9', rank: 9 }] });
  await verify(ground, ada, '1');
  ground.roblox.asked.length = 0;
}

onEveryDatabase((test) => {
  test('roles and nickname follow from the link, its groups and the template', async (ground) => {
    await prepare(ground);
    await ground.binds.add(wish);
    ground.choose({ verifiedRole: verified, nickname: '[{rank-name}] {roblox-username}' });
    const plan = await ground.planner.plan(facts());

    expect(plan.roles?.roles).toEqual([own, 'captain', verified]);
    expect(plan.nickname).toBe('[Rank 9] Builder');
    expect(plan.binds).toMatchObject([{ holds: true }]);
    const after = facts({ roles: plan.roles!.roles, nickname: plan.nickname! });
    expect(await ground.planner.plan(after)).toMatchObject({
      roles: { add: [], remove: [] },
      nickname: undefined,
    });
  });

  test('nothing is asked of Roblox that nothing depends on', async (ground) => {
    await prepare(ground);
    ground.choose({ verifiedRole: verified });
    expect((await ground.planner.plan(facts())).roles?.add).toEqual([verified]);
    expect(ground.roblox.asked).toEqual([]);
    ground.choose({ nickname: '{roblox-username}' });
    await ground.planner.plan(facts());
    expect(ground.roblox.asked).toEqual(['byId']);
  });

  test('bypass roles keep roles, nickname or both as they are', async (ground) => {
    await prepare(ground);
    await ground.binds.add(wish);
    ground.choose({ nickname: '{roblox-username}', bypassRoles: [own] });
    expect(await ground.planner.plan(facts())).toMatchObject({ roles: undefined, nickname: 'Builder' });
    ground.choose({ bypassRoles: [], bypassNickname: [own] });
    expect(await ground.planner.plan(facts())).toMatchObject({
      roles: { add: ['captain'] },
      nickname: undefined,
    });
    ground.choose({ bypassRoles: [own] });
    ground.roblox.asked.length = 0;
    expect(await ground.planner.plan(facts())).toMatchObject({ roles: undefined, nickname: undefined });
    expect(ground.roblox.asked).toEqual([]);
  });

  test('when groups alone are out of reach, roles of binds and the nickname stay', async (ground) => {
    await prepare(ground);
    await ground.binds.add(wish);
    ground.choose({ nickname: '{roblox-username}' });
    ground.roblox.groupTrouble = { kind: 'down' };
    const plan = await ground.planner.plan(facts({ roles: ['captain'] }));
    expect(plan).toMatchObject({
      roles: { add: [], remove: [] },
      nickname: undefined,
      trouble: { kind: 'down' },
    });
    expect(plan.binds).toMatchObject([{ holds: undefined }]);
  });

  test('a new name at Roblox is remembered, once, in the history', async (ground) => {
    await prepare(ground);
    ground.choose({ nickname: '{roblox-username}' });
    ground.roblox.rename('1', 'Architect');
    expect((await ground.planner.plan(facts())).nickname).toBe('Architect');
    await ground.planner.plan(facts());

    expect(await ground.links.of(guild, ada)).toMatchObject({ name: 'Architect' });
    const { rows } = await ground.history.of(guild, ada, 0);
    expect(rows.map(({ kind, name, reason }) => [kind, name, reason])).toEqual([
      ['renamed', 'Architect', 'Builder'],
      ['linked', 'Builder', null],
    ]);
  });

  test('a banned account changes nothing', async (ground) => {
    await prepare(ground);
    ground.choose({ nickname: '{roblox-username}' });
    ground.roblox.ban('1');
    expect(await ground.planner.plan(facts())).toMatchObject({ account: 'banned', nickname: undefined });
    expect(await ground.links.of(guild, ada)).toBeDefined();
  });

  test('an update that was made for an older link leaves the job for the newer one', async (ground) => {
    await prepare(ground);
    const { link } = await ground.planner.plan(facts());
    const key = `member:${ada}:${guild}`;
    await ground.registry.unlink(guild, ada, { by: ada });
    await ground.links.refreshed(guild, ada, link);
    expect(ground.jobs.get(key)?.payload).toMatchObject({ unlinked: true });
    await ground.links.refreshed(guild, ada, undefined);
    expect(ground.jobs.has(key)).toBe(false);
  });

  test('a bind that makes no sense is refused, with the reason', async (ground) => {
    ground.roblox.groups.set(group, { name: 'Crew', roles: [] });
    const answer = async (change: object) => codeOf(await ground.binds.add({ ...wish, ...change }));

    expect(await answer({ group: 'the crew' })).toBe('group-id');
    expect(await answer({ group: '8' })).toBe('group-absent');
    expect(await answer({ rank: undefined })).toBe('rank-missing');
    expect(await answer({ condition: 'range', toRank: 2 })).toBe('range-ends');
    expect(await answer({ gives: [] })).toBe('bind-empty');
    expect(await answer({ takes: ['captain'] })).toBe('bind-both');
    ground.roblox.groupTrouble = { kind: 'down' };
    expect(await answer({})).toBe('roblox-down');
    ground.roblox.groupTrouble = undefined;
    const { id } = (
      await ground.binds.add({ ...wish, group: 'https://www.roblox.com/communities/7/Crew' })
    ).unwrap();
    expect(codeOf(await ground.binds.change(guild, id, { gives: [] }, eve))).toBe('bind-empty');
    expect((await ground.binds.change(guild, id, { takes: ['guest'] }, eve)).isOk()).toBe(true);
    expect(await ground.binds.of(guild)).toMatchObject([{ gives: ['captain'], takes: ['guest'] }]);
    await ground.binds.remove(guild, id, eve);
    expect(codeOf(await ground.binds.remove(guild, id, eve))).toBe('no-such-bind');
    expect(ground.audit.map(({ action }) => action)).toEqual(['bind.add', 'bind.change', 'bind.remove']);
  });

  test('a group is known by its number and by the addresses of its page', async () => {
    expect(groupFrom(' 7 ')).toBe('7');
    expect(groupFrom('https://www.roblox.com/groups/35/Crew#!/about')).toBe('35');
    expect(groupFrom('https://www.roblox.com/communities/35/Crew')).toBe('35');
  });
});
