import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { LedgerEntry } from '../entities/ledger-entry.ts';
import { RoleGrant } from '../entities/role-grant.ts';
import type { MemberRole } from '../role-grants.ts';
import { eve, type Ground, guild, minutes, onEveryDatabase, sam } from './ground.ts';

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
async function settle({ roleGrants }: Ground, role: string, joined: Date): Promise<string[]> {
  const done: string[] = [];
  for (
    let due = await roleGrants.due(of(role), joined);
    due !== 'nothing';
    due = await roleGrants.due(of(role), joined)
  ) {
    done.push(due);
    await (due === 'give' ? roleGrants.given(of(role), joined) : roleGrants.taken(of(role)));
  }
  await roleGrants.settled(of(role));
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

  test('nobody pays twice for a role that is there for good', async (ground) => {
    const joined = time(ground);
    const sold = await ground.stocked(0, role(null));
    expect(codeOf(await ground.ask({ ...sold, quantity: 2 }))).toBe('quantity');
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
    expect((await ground.ask({ ...month, quantity: 2 })).isOk()).toBe(true);
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
    expect(ground.jobs.has(`trouble:${id}`)).toBe(false);
    expect(await ground.roleGrants.concerning(guild, eve)).toEqual([of(gold)]);
    expect(await settle(ground, gold, time(ground))).toEqual(['give']);
    expect((await ground.now(id)).fulfilment).toBe('allocated');
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
