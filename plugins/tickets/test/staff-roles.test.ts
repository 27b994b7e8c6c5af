import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { eve, guild, onEveryDatabase, sam, support, tim } from './ground.ts';
import { opened } from './settled.ts';

const [sales, boss] = ['400000000000000002', '400000000000000003'] as const;

onEveryDatabase((test) => {
  test('roles become staff of all types beside those that are, and types that are added begin with them', async (ground) => {
    await ground.addType('Support');
    await ground.addType('Sales');
    const types = (
      await ground.staffRoles.give(guild, { roles: [sales, support], only: false }, sam)
    ).unwrap();
    expect(types.map(({ staffRoles }) => staffRoles)).toEqual([
      [support, sales],
      [support, sales],
    ]);
    const added = (await ground.types.add(guild, { name: 'New' }, sam)).unwrap();
    expect(added.staffRoles).toEqual([sales, support]);
  });

  test('for one type only, and in place of those before', async (ground) => {
    const one = await ground.addType('Support');
    await ground.addType('Sales');
    const wish = { roles: [boss], type: one.id, only: true };
    expect((await ground.staffRoles.give(guild, wish, sam)).unwrap()).toHaveLength(1);
    expect((await ground.types.offered(guild)).map(({ staffRoles }) => staffRoles)).toEqual([
      [boss],
      [support],
    ]);
    expect((await ground.types.add(guild, { name: 'New' }, sam)).unwrap().staffRoles).toEqual([]);
  });

  test('a type has a limit of staff roles, and then none is changed', async (ground) => {
    await ground.addType('Support');
    const roles = Array.from({ length: 20 }, (_, index) => String(500000000000000000n + BigInt(index)));
    expect(codeOf(await ground.staffRoles.give(guild, { roles, only: false }, sam))).toBe(
      'too-many-staff-roles',
    );
    expect((await ground.types.offered(guild))[0]!.staffRoles).toEqual([support]);
  });

  test('a claim is taken back from whoever has it, and from nobody who got it since', async (ground) => {
    const id = await opened(ground, eve);
    (await ground.tickets.claim(guild, id, sam)).unwrap();
    expect((await ground.work.claimed(guild)).map((ticket) => ticket.id)).toEqual([id]);
    expect(await ground.work.claimed(guild, tim)).toEqual([]);
    await ground.work.release(guild, id, tim, 'automatic');
    expect((await ground.tickets.find(guild, id))!.claimedBy).toBe(sam);
    await ground.work.release(guild, id, sam, 'automatic');
    expect((await ground.tickets.find(guild, id))!.claimedBy).toBeNull();
    expect(ground.audit.at(-1)).toMatchObject({ action: 'unclaim', actor: 'automatic', from: sam });
  });

  test('@everyone is refused wherever a type is given roles', async (ground) => {
    const give = (type?: string) =>
      ground.staffRoles.give(guild, { roles: [sales, guild], type, only: false }, sam);
    expect(codeOf(await give())).toBe('no-everyone');
    expect(codeOf(await ground.types.add(guild, { name: 'All', staffRoles: [guild] }, sam))).toBe(
      'no-everyone',
    );
    const { id, version } = await ground.addType('Support');
    for (const field of ['staffRoles', 'escalateRoles', 'requiredRoles', 'refusedRoles'] as const) {
      const changed = await ground.types.change(guild, id, version, { [field]: [guild] }, sam);
      expect([field, codeOf(changed)]).toEqual([field, 'no-everyone']);
    }
    expect([codeOf(await give()), codeOf(await give(id))]).toEqual(['no-everyone', 'no-everyone']);
    expect((await ground.types.add(guild, { name: 'New' }, sam)).unwrap().staffRoles).toEqual([]);
  });
});
