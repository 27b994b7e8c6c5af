import { veiled } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { dataDutiesOf } from '../data-duties.ts';
import type { MemberRole } from '../delivery/role-grants.ts';
import { LedgerEntry } from '../entities/ledger-entry.ts';
import { RoleGrant } from '../entities/role-grant.ts';
import { eve, type Ground, guild, minutes, onEveryDatabase, sam, tim } from './ground.ts';

const gold = '400000000000000001';
const customer = '400000000000000002';
const days = (count: number) => minutes(count * 24 * 60);
const time = ({ context }: Ground) => context.clock.now();
const of = (role: string): MemberRole => ({ guild, user: eve, role });

/** A role that is sold for a time, or for good. */
const role = (roleMinutes: number | null) =>
  ({ supply: 'none', kind: 'role', role: gold, roleMinutes }) as const;

/** Eve buys something, and staff approve. */
async function bought(ground: Ground, { product, method }: { product: string; method: string }) {
  const { id } = await ground.submitted({ product, method });
  return (await ground.review.approve(guild, id, sam)).unwrap();
}

/** What the bot does in Discord when it lets it, as long as there is something to do. @returns what it did. */
async function settle(ground: Ground, role: string, joined: Date, name: string = eve): Promise<string[]> {
  const { memberRoles, roleGrants } = ground;
  const member = { ...of(role), user: name };
  const done: string[] = [];
  // The job that does it waits no more.
  ground.jobs.delete(`role:${name}:${role}`);
  for (
    let due = await roleGrants.due(member, joined, eve);
    due !== 'nothing';
    due = await roleGrants.due(member, joined, eve)
  ) {
    done.push(due);
    const others = (memberRoles.get(eve) ?? []).filter((one) => one !== role);
    if (due === 'give') {
      if (!memberRoles.get(eve)?.includes(role)) {
        await roleGrants.lacked(of(role));
      }
      memberRoles.set(eve, [...others, role]);
      await roleGrants.given(member, joined, eve);
    } else {
      memberRoles.set(eve, others);
      await roleGrants.taken(member);
    }
  }
  await roleGrants.settled(member);
  return done;
}

onEveryDatabase((test) => {
  test('a role that was bought is given once, and again when its member comes back (D5)', async (ground) => {
    const joined = time(ground);
    await bought(ground, await ground.stocked(0, role(null)));
    expect(ground.jobs.get(`role:${eve}:${gold}`)).toMatchObject({ name: 'settle-role' });
    expect(await settle(ground, gold, joined)).toEqual(['give']);
    expect(await settle(ground, gold, joined)).toEqual([]);
    ground.advance(days(3));
    // What staff take away by hand stays away; who left and came back has it again.
    expect(await settle(ground, gold, joined)).toEqual([]);
    expect(await settle(ground, gold, time(ground))).toEqual(['give']);
    expect(await settle(ground, gold, time(ground))).toEqual([]);
  });

  test('T2: two who approve an order of a role at one moment: one does, the other is told', async (ground) => {
    const { id } = await ground.submitted(await ground.stocked(0, role(null)));
    const answers = await Promise.all([sam, tim].map((by) => ground.review.approve(guild, id, by)));
    expect(answers.map(codeOf).toSorted()).toEqual(['already-approved', undefined]);
    expect(await ground.all(RoleGrant)).toHaveLength(1);
  });

  test('a role for a time ends on time, also when nobody looked for long (D5)', async (ground) => {
    const joined = time(ground);
    await bought(ground, await ground.stocked(0, role(30 * 24 * 60)));
    // Its time begins when it is there.
    ground.advance(days(2));
    await settle(ground, gold, joined);
    expect(ground.jobs.get(`role:${eve}:${gold}`)?.runAt).toEqual(
      new Date(time(ground).getTime() + days(30)),
    );
    ground.advance(days(30) - 1);
    expect(await settle(ground, gold, joined)).toEqual([]);
    ground.advance(days(100));
    expect(await settle(ground, gold, joined)).toEqual(['take']);
    expect(await settle(ground, gold, time(ground))).toEqual([]);
    expect(ground.audit.filter(({ action }) => action === 'role-take')).toHaveLength(1);
  });

  test('who buys more of a role has it for longer, and keeps it while one order gives it', async (ground) => {
    const joined = time(ground);
    const sold = await ground.stocked(0, role(24 * 60));
    const first = await bought(ground, sold);
    await settle(ground, gold, joined);
    const second = await bought(ground, sold);
    await settle(ground, gold, joined);
    const ends = new Map((await ground.all(RoleGrant)).map(({ order, endsAt }) => [order, endsAt]));
    expect(ends.get(first.id)).toEqual(new Date(time(ground).getTime() + days(1)));
    expect(ends.get(second.id)).toEqual(new Date(time(ground).getTime() + days(2)));
    ground.advance(days(1));
    expect(await settle(ground, gold, joined)).toEqual([]);
    ground.advance(days(1));
    expect(await settle(ground, gold, joined)).toEqual(['take']);
  });

  test('what somebody had before they bought it for a time stays when the time is over, and when the money goes back (D5 D7)', async (ground) => {
    const joined = time(ground);
    const sold = await ground.stocked(0, role(24 * 60));
    const takes = () => ground.audit.filter(({ action }) => action === 'role-take').length;
    ground.memberRoles.set(eve, [gold]);
    await bought(ground, sold);
    await settle(ground, gold, joined);
    // Bought once more, while it is there: it was theirs before the first one.
    const second = await bought(ground, sold);
    await settle(ground, gold, joined);
    const { version } = await ground.now(second.id);
    (await ground.refunds.refund(guild, second.id, { by: sam, reason: 'sorry', version })).unwrap();
    ground.advance(days(1));
    expect(await settle(ground, gold, joined)).toEqual([]);
    expect(takes()).toBe(0);
    expect(await ground.roleGrants.unsettled(guild)).toEqual([]);

    // Whoever leaves loses it; what they come back to is bought.
    await bought(ground, sold);
    await settle(ground, gold, joined);
    ground.memberRoles.set(eve, []);
    expect(await settle(ground, gold, time(ground))).toEqual(['give']);
    const back = time(ground);
    ground.advance(days(1));
    expect(await settle(ground, gold, back)).toEqual(['take']);

    // What an order gave is no role from before.
    await bought(ground, sold);
    await settle(ground, gold, back);
    await bought(ground, sold);
    await settle(ground, gold, back);
    ground.advance(days(2));
    expect(await settle(ground, gold, back)).toEqual(['take']);
    expect(takes()).toBe(2);
  });

  test('a role that somebody had before, lost and was given again ends with its time (D5)', async (ground) => {
    const joined = time(ground);
    const sold = await ground.stocked(0, role(24 * 60));
    ground.memberRoles.set(eve, [gold]);
    const { id } = await bought(ground, sold);
    await settle(ground, gold, joined);
    await ground.sending.sent(await ground.now(id));
    // Staff take it by hand, and send it again.
    ground.memberRoles.set(eve, []);
    (await ground.delivery.resend(guild, id, sam)).unwrap();
    expect(await settle(ground, gold, joined)).toEqual(['give']);
    ground.advance(days(1));
    expect(await settle(ground, gold, joined)).toEqual(['take']);

    // They left and came back before the bot looked.
    ground.memberRoles.set(eve, [gold]);
    ground.advance(days(1));
    await bought(ground, sold);
    ground.memberRoles.set(eve, []);
    const back = time(ground);
    expect(await settle(ground, gold, back)).toEqual(['give']);
    ground.advance(days(1));
    expect(await settle(ground, gold, back)).toEqual(['take']);

    // Approved while the bot took it: what was known of their roles was older.
    ground.memberRoles.set(eve, [gold]);
    await bought(ground, sold);
    ground.advance(days(1));
    expect(await settle(ground, gold, back)).toEqual(['give']);
    ground.advance(days(1));
    expect(await settle(ground, gold, back)).toEqual(['take']);
  });

  test('who is forgotten and buys a role again has it as long as any order gives it, and no longer (D5)', async (ground) => {
    const joined = time(ground);
    const nobody = veiled(guild, eve);
    await bought(ground, await ground.stocked(0, role(24 * 60)));
    await settle(ground, gold, joined);
    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve));
    await bought(ground, await ground.stocked(0, role(2 * 24 * 60)));
    await settle(ground, gold, joined);
    ground.advance(days(1));
    expect(await settle(ground, gold, joined, nobody)).toEqual([]);
    // What they buy begins when what they had is over, under whatever name: nothing of the time is lost.
    ground.advance(days(2) - 1);
    expect(await settle(ground, gold, joined)).toEqual([]);
    ground.advance(1);
    expect(await settle(ground, gold, joined)).toEqual(['take']);
  });

  test('what is given late to who was forgotten meanwhile begins behind what they bought since (D5)', async (ground) => {
    const joined = time(ground);
    const nobody = veiled(guild, eve);
    await bought(ground, await ground.stocked(0, role(24 * 60)));
    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve));
    await bought(ground, await ground.stocked(0, role(2 * 24 * 60)));
    expect(await settle(ground, gold, joined)).toEqual(['give']);
    expect(await settle(ground, gold, joined, nobody)).toEqual(['give']);
    ground.advance(days(2));
    expect(await settle(ground, gold, joined)).toEqual([]);
    ground.advance(days(1) - 1);
    expect(await settle(ground, gold, joined, nobody)).toEqual([]);
    ground.advance(1);
    expect(await settle(ground, gold, joined, nobody)).toEqual(['take']);
  });

  test('nobody pays twice for a role that is there for good', async (ground) => {
    const joined = time(ground);
    const sold = await ground.stocked(0, role(null));
    const { id } = (await ground.ask(sold)).unwrap();
    expect(codeOf(await ground.ask(sold))).toBe('role-already');
    (await ground.review.cancel(guild, id, { user: eve, staff: false })).unwrap();
    const order = await bought(ground, sold);
    expect(codeOf(await ground.ask(sold))).toBe('role-already');
    await settle(ground, gold, joined);
    const { version } = order;
    (await ground.refunds.refund(guild, order.id, { by: sam, reason: 'sorry', version })).unwrap();
    expect((await ground.ask(sold)).isOk()).toBe(true);
    const month = await ground.stocked(0, role(30 * 24 * 60));
    expect((await ground.ask(month)).isOk()).toBe(true);
    expect((await ground.ask(month)).isOk()).toBe(true);
  });

  test('D6: what Discord refuses waits with the reason, the money untouched, and goes on when it is mended', async (ground) => {
    const joined = time(ground);
    const { id } = await bought(ground, await ground.stocked(0, role(null)));
    const lines = await ground.all(LedgerEntry);
    await ground.roleGrants.failed(of(gold), 'role-too-high');
    await ground.roleGrants.failed(of(gold), 'role-too-high');
    await ground.sending.blocked(await ground.now(id), 'role-too-high');
    expect(await ground.now(id)).toMatchObject({
      payment: 'captured',
      fulfilment: 'blocked',
      problem: 'role-too-high',
    });
    expect(await ground.all(LedgerEntry)).toEqual(lines);
    expect(ground.audit.filter(({ action }) => action === 'role-blocked')).toHaveLength(1);
    expect(ground.jobs.get(`trouble:${id}`)).toMatchObject({ name: 'tell-staff' });
    // Its buyer looks: that does not make it delivered.
    (await ground.delivery.reveal(guild, id, eve)).unwrap();
    expect((await ground.now(id)).fulfilment).toBe('blocked');
    expect(await ground.roleGrants.unsettled(guild)).toEqual([of(gold)]);

    await settle(ground, gold, joined);
    expect(await ground.now(id)).toMatchObject({
      payment: 'captured',
      fulfilment: 'allocated',
      problem: null,
    });
    expect(ground.jobs.get(`deliver:${id}`)).toMatchObject({ name: 'deliver' });
    expect(await ground.roleGrants.unsettled(guild)).toEqual([]);
  });

  test('D5: a role of somebody who left waits for them', async (ground) => {
    const { id } = await bought(ground, await ground.stocked(0, role(null)));
    await ground.roleGrants.failed(of(gold), 'left');
    await ground.sending.blocked(await ground.now(id), 'left');
    expect(ground.jobs.has(`trouble:${id}`)).toBe(true);
    expect(await ground.roleGrants.concerning(guild, eve)).toEqual([of(gold)]);
    expect(await settle(ground, gold, time(ground))).toEqual(['give']);
    expect((await ground.now(id)).fulfilment).toBe('allocated');
  });

  test('what brings a role is sent once it is known what became of it: one job alone gives roles', async (ground) => {
    const joined = time(ground);
    for (const end of ['given', 'refused'] as const) {
      const order = await bought(ground, await ground.stocked(0, role(30 * 24 * 60)));
      ground.jobs.clear();
      expect(await ground.roleGrants.outcome(order)).toBe('open');
      expect([...ground.jobs.keys()]).toEqual([`role:${eve}:${gold}`]);
      if (end === 'given') {
        await settle(ground, gold, joined);
      } else {
        await ground.roleGrants.failed(of(gold), 'role-forbidden');
      }
      expect(ground.jobs.get(`deliver:${order.id}`)).toMatchObject({ payload: { guild, order: order.id } });
      const known = await ground.roleGrants.outcome(order);
      expect(known).toBe(end === 'given' ? undefined : 'role-forbidden');
    }
    expect(await ground.roleGrants.outcome({ id: 'none', role: null })).toBeUndefined();
  });

  test('a role whose time is over though nobody ended it is found', async (ground) => {
    const joined = time(ground);
    await bought(ground, await ground.stocked(0, role(24 * 60)));
    await settle(ground, gold, joined);
    ground.advance(days(1) - 1);
    expect(await ground.roleGrants.unsettled(guild)).toEqual([]);
    ground.advance(1);
    expect(await ground.roleGrants.unsettled(guild)).toEqual([of(gold)]);
    expect(await settle(ground, gold, joined)).toEqual(['take']);
    expect(await ground.roleGrants.unsettled(guild)).toEqual([]);
  });

  test('when the money of one of several times goes back, the others end as much earlier', async (ground) => {
    const joined = time(ground);
    const start = joined.getTime();
    const sold = await ground.stocked(0, role(30 * 24 * 60));
    const orders: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      orders.push((await bought(ground, sold)).id);
      await settle(ground, gold, joined);
    }
    const refund = async (index: number) => {
      const { id, version } = await ground.now(orders[index]!);
      (await ground.refunds.refund(guild, id, { by: sam, reason: 'sorry', version })).unwrap();
    };
    const ends = async () => {
      const grants = await ground.all(RoleGrant);
      return orders.map((id) => {
        const { endsAt, endedAt } = grants.find(({ order }) => order === id)!;
        return endedAt ? undefined : (endsAt!.getTime() - start) / days(1);
      });
    };
    expect(await ends()).toEqual([30, 60, 90]);
    ground.advance(days(2));
    await refund(0);
    expect(await ends()).toEqual([undefined, 32, 62]);
    await refund(2);
    expect(await ends()).toEqual([undefined, 32, undefined]);
    await settle(ground, gold, joined);
    ground.advance(days(30));
    expect(await settle(ground, gold, joined)).toEqual(['take']);
  });

  test('D7: a refund takes the role once', async (ground) => {
    const joined = time(ground);
    const { id, version } = await bought(ground, await ground.stocked(0, role(null)));
    await settle(ground, gold, joined);
    const order = await ground.now(id);
    expect(order.version).toBe(version);
    (await ground.refunds.refund(guild, id, { by: sam, reason: 'sorry', version })).unwrap();
    expect(await settle(ground, gold, joined)).toEqual(['take']);
    expect(await settle(ground, gold, time(ground))).toEqual([]);
  });

  test(
    'the role of customers stays until the money of all orders went back',
    async (ground) => {
      const joined = time(ground);
      const sold = await ground.stocked(2);
      const first = await bought(ground, sold);
      const second = await bought(ground, sold);
      await settle(ground, customer, joined);
      const back = (order: { id: string; version: number }) =>
        ground.refunds.refund(guild, order.id, { by: sam, reason: 'sorry', version: order.version });
      (await back(first)).unwrap();
      expect(await settle(ground, customer, joined)).toEqual([]);
      (await back(second)).unwrap();
      expect(await settle(ground, customer, joined)).toEqual(['take']);
    },
    { customerRole: customer },
  );

  test(
    'all roles that are held are looked at, however many there are',
    async (ground) => {
      const sold = await ground.stocked(0, role(24 * 60));
      for (let count = 0; count < 5; count += 1) {
        await bought(ground, sold);
      }
      for (const one of [gold, customer]) {
        await settle(ground, one, time(ground));
      }
      const seen: string[] = [];
      for await (const grants of ground.roleGrants.held(guild, 3)) {
        seen.push(...grants.map(({ order, role }) => `${order} ${role}`));
      }
      expect(new Set(seen).size).toBe(10);
      expect(seen).toHaveLength(10);
    },
    { customerRole: customer },
  );
});
