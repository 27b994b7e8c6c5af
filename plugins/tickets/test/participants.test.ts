import { automatic } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { overwritesOf } from '../rooms/overwrites.ts';
import { participantLimit } from '../ticket/participant-limit.ts';
import { staffRolesOf } from '../ticket/staff-of.ts';
import { calledRoleLimit, staffRoleLimit } from '../types/type-fields.ts';
import { eve, guild, onEveryDatabase, sam, support, tim } from './ground.ts';
import { opened, settle } from './settled.ts';

const boss = '400000000000000003';
const ids = (begin: bigint, count: number) =>
  Array.from({ length: count }, (_, index) => String(begin + BigInt(index)));

onEveryDatabase((test) => {
  test('however many take part, all fit into the channel; whoever adds one too many is told how many there can be', async (ground) => {
    const { id: type, version } = await ground.addType();
    const staffRoles = ids(500000000000000000n, staffRoleLimit);
    (await ground.types.change(guild, type, version, { staffRoles }, sam)).unwrap();
    const id = await opened(ground, eve, type);
    (await ground.tickets.claim(guild, id, sam)).unwrap();
    const people = ids(600000000000000000n, participantLimit);
    for (const subject of people) {
      (await ground.tickets.add(guild, id, { subject, kind: 'user' }, sam)).unwrap();
    }
    const oneMore = await ground.tickets.add(guild, id, { subject: tim, kind: 'user' }, sam);
    expect(codeOf(oneMore)).toBe('too-many-people');
    expect(oneMore.unwrapErr().values).toEqual({ max: participantLimit });
    expect(codeOf(await ground.work.giveTo(guild, id, tim, sam, true))).toBe('too-many-people');
    const roles = ids(700000000000000000n, calledRoleLimit + 1);
    const called = [];
    for (const role of roles) {
      called.push(codeOf(await ground.work.callIn(guild, id, role, automatic)));
    }
    expect(called.filter((code) => code === undefined)).toHaveLength(calledRoleLimit);
    const participants = await ground.tickets.participants(id);
    const overwrites = overwritesOf({
      ticket: (await ground.tickets.find(guild, id))!,
      staffRoles: staffRolesOf((await ground.types.find(guild, type))!, participants),
      participants,
      bot: '900000000000000009',
      othersWrite: true,
    });
    expect(overwrites).toHaveLength(100);
    (await ground.tickets.remove(guild, id, people[0]!, sam)).unwrap();
    expect(codeOf(await ground.tickets.add(guild, id, { subject: tim, kind: 'user' }, sam))).toBeUndefined();
  });

  test('nobody adds @everyone to a ticket, whoever they are', async (ground) => {
    const id = await opened(ground);
    for (const by of [sam, eve]) {
      const added = await ground.tickets.add(guild, id, { subject: guild, kind: 'role' }, by);
      expect(codeOf(added)).toBe('no-everyone');
    }
    expect(await ground.tickets.participants(id)).toEqual([]);
  });

  test('who takes out only whom they added cannot take out whom staff or the bot let in', async (ground) => {
    const id = await opened(ground);
    const [friend, expert] = ids(600000000000000000n, 2) as [string, string];
    (await ground.tickets.add(guild, id, { subject: friend, kind: 'user' }, eve)).unwrap();
    (await ground.tickets.add(guild, id, { subject: expert, kind: 'user' }, sam)).unwrap();
    (await ground.work.callIn(guild, id, boss, automatic)).unwrap();
    for (const subject of [expert, boss]) {
      expect(codeOf(await ground.tickets.remove(guild, id, subject, eve, true))).toBe('not-added-by-you');
    }
    expect(codeOf(await ground.tickets.remove(guild, id, tim, eve, true))).toBe('not-added');
    (await ground.tickets.remove(guild, id, friend, eve, true)).unwrap();
    (await ground.tickets.remove(guild, id, boss, sam)).unwrap();
    expect((await ground.tickets.participants(id)).map(({ subject }) => subject)).toEqual([expert]);
  });

  test('a role that is called works on the ticket, also when it was added before; once is enough', async (ground) => {
    const id = await opened(ground);
    (await ground.tickets.add(guild, id, { subject: boss, kind: 'role' }, sam)).unwrap();
    const { type } = (await ground.tickets.find(guild, id))!;
    const staff = async () =>
      staffRolesOf(await ground.types.find(guild, type), await ground.tickets.participants(id));
    expect(await staff()).toEqual([support]);
    (await ground.work.callIn(guild, id, boss, automatic)).unwrap();
    expect(await staff()).toEqual([support, boss]);
    expect(codeOf(await ground.work.callIn(guild, id, boss, automatic))).toBe('added-already');
    expect(await ground.tickets.participants(id)).toHaveLength(1);
  });

  test('whoever was added or called stays through a claim, a move, the close and the opening again', async (ground) => {
    const id = await opened(ground);
    (await ground.tickets.add(guild, id, { subject: tim, kind: 'user' }, sam)).unwrap();
    (await ground.work.callIn(guild, id, boss, automatic)).unwrap();
    const before = await ground.tickets.participants(id);
    (await ground.tickets.claim(guild, id, sam)).unwrap();
    const other = await ground.addType('Other');
    (await ground.rooms.move(guild, id, { type: other.id }, sam)).unwrap();
    await settle(ground, id);
    (await ground.tickets.close(guild, id, sam)).unwrap();
    await settle(ground, id);
    (await ground.tickets.reopen(guild, id, sam)).unwrap();
    expect(before).toHaveLength(2);
    expect(await ground.tickets.participants(id)).toEqual(before);
  });

  test('lists show the tickets that a role was called to, and none of its type beside', async (ground) => {
    const { id: type } = await ground.addType();
    const id = await opened(ground, eve, type);
    await opened(ground, sam, type);
    (await ground.work.callIn(guild, id, boss, automatic)).unwrap();
    const sight = { member: tim, types: [], roles: [boss] };
    expect((await ground.shelf.page(guild, {}, sight, 0)).rows.map((one) => one.id)).toEqual([id]);
    expect((await ground.shelf.page(guild, {}, { ...sight, roles: [support] }, 0)).total).toBe(0);
  });
});
