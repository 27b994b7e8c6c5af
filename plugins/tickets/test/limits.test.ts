import { veilBlocks } from '@guildhall/sdk';
import fc from 'fast-check';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Block } from '../entities/block.ts';
import { Ticket } from '../entities/ticket.ts';
import { isActive } from '../ticket/ticket-states.ts';
import type { TypePatch } from '../types/type-fields.ts';
import { eve, type Ground, guild, onEveryDatabase, sam, tim } from './ground.ts';
import { settle } from './settled.ts';

const [vip, muted] = ['600000000000000001', '600000000000000002'] as const;
const minute = 60_000;

/** A type with these limits. */
async function typeWith(ground: Ground, patch: TypePatch, name = 'Support') {
  const { id, version } = await ground.addType(name);
  return (await ground.types.change(guild, id, version, patch, sam)).unwrap();
}

/** Somebody asks for a ticket. */
let keys = 0;
const ask = (
  { tickets }: Ground,
  type: string,
  creator: string,
  more: { roles?: string[]; staff?: boolean } = {},
) => tickets.request({ guild, type, creator, key: `ask-${++keys}`, ...more });

const people = Array.from({ length: 30 }, (_, index) => String(700000000000000000n + BigInt(index)));

onEveryDatabase((test) => {
  test('of thirty who click at once, as many get a ticket as the type may have', async (ground) => {
    const { id } = await typeWith(ground, { perType: 4 });
    const answers = await Promise.all(people.map((person) => ask(ground, id, person)));
    expect(answers.filter((answer) => answer.isOk())).toHaveLength(4);
    expect(new Set(answers.map(codeOf))).toEqual(new Set([undefined, 'type-full']));
    expect(await ground.all(Ticket)).toHaveLength(4);
  });

  test('with a pause between two tickets, twenty clicks at once make one; the next comes at the minute', async (ground) => {
    const { id } = await typeWith(ground, { cooldown: 10, perPerson: 20 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(ground, id, eve)));
    const made = new Set(answers.map((answer) => answer.unwrap().id));
    expect(made.size).toBe(1);
    await settle(ground, [...made][0]!);
    const refusal = (await ask(ground, id, eve)).unwrapErr();
    expect(refusal.code).toBe('cooldown');
    expect(refusal.values.at).toEqual(new Date(ground.now().getTime() + 10 * minute));
    const second = (await ask(ground, id, eve, { staff: true })).unwrap();
    await settle(ground, second.id);
    expect((await ask(ground, id, tim)).isOk()).toBe(true);
    ground.advance(10 * minute - 1);
    expect(codeOf(await ask(ground, id, eve))).toBe('cooldown');
    ground.advance(1);
    expect((await ask(ground, id, eve)).isOk()).toBe(true);
  });

  test(
    'the limit for one member counts all types',
    async (ground) => {
      const types = [];
      for (const name of ['One', 'Two', 'Three']) {
        types.push((await ground.addType(name)).id);
      }
      const answers = await Promise.all(types.map((type) => ask(ground, type, eve)));
      expect(answers.map(codeOf).filter((code) => code === 'too-many-open')).toHaveLength(1);
      expect(await ground.all(Ticket)).toHaveLength(2);
    },
    { perMember: 2 },
  );

  test('a limit that is made smaller counts what is there', async (ground) => {
    const type = await typeWith(ground, { perPerson: 3 });
    const opened = [];
    for (let count = 0; count < 3; count += 1) {
      opened.push((await ask(ground, type.id, eve)).unwrap());
      await settle(ground, opened.at(-1)!.id);
    }
    // The first slot gets free; two are left, and one is allowed.
    (await ground.tickets.delete(guild, opened[0]!.id, sam)).unwrap();
    (await ground.types.change(guild, type.id, type.version, { perPerson: 1 }, sam)).unwrap();
    expect(codeOf(await ask(ground, type.id, eve))).toBe('too-many-tickets');
  });

  test('whoever clicks again while their ticket is made means that one, also where they may have two', async (ground) => {
    const { id } = await typeWith(ground, { perPerson: 2 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(ground, id, eve)));
    expect(new Set(answers.map((answer) => answer.unwrap().id)).size).toBe(1);
    expect(await ground.all(Ticket)).toHaveLength(1);
    const first = answers[0]!.unwrap();
    // One that waits for a permission may wait for long: another one can be opened beside it.
    await ground.tickets.troubled((await ground.tickets.find(guild, first.id))!, 'forbidden');
    const second = (await ask(ground, id, eve)).unwrap();
    expect(second.id).not.toBe(first.id);
    await settle(ground, second.id);
    expect(codeOf(await ask(ground, id, eve))).toBe('too-many-tickets');
  });

  test(
    'a server has as many tickets at a time as it allows, of all types and people',
    async (ground) => {
      const types = [(await ground.addType('One')).id, (await ground.addType('Two')).id];
      const answers = await Promise.all(
        people.slice(0, 12).map((person, index) => ask(ground, types[index % 2]!, person)),
      );
      const made = answers.filter((answer) => answer.isOk());
      expect(made).toHaveLength(5);
      expect(new Set(answers.map(codeOf))).toEqual(new Set([undefined, 'server-full']));
      const { id } = made[0]!.unwrap();
      await settle(ground, id);
      (await ground.tickets.close(guild, id, sam)).unwrap();
      expect((await ask(ground, types[0]!, tim)).isOk()).toBe(true);
    },
    { perGuild: 5 },
  );

  /** A ticket of Eve's that is closed. */
  async function closed(ground: Ground, type: string): Promise<string> {
    const { id } = (await ask(ground, type, eve)).unwrap();
    await settle(ground, id);
    (await ground.tickets.close(guild, id, sam)).unwrap();
    await settle(ground, id);
    return id;
  }

  test(
    'whoever opens their ticket again keeps to the block list and all limits but the pause; staff pass them, and read which',
    async (ground) => {
      const type = await typeWith(ground, { cooldown: 600, perType: 2, requiredRoles: [vip] });
      const other = (await ground.addType('Other')).id;
      const id = await closed(ground, type.id);
      const again = (roles: string[] = [vip]) => ground.tickets.reopen(guild, id, eve, { roles });
      const closeAgain = async () => {
        await settle(ground, id);
        (await ground.tickets.close(guild, id, sam)).unwrap();
        await settle(ground, id);
      };
      const isRefused = async (code: string) => {
        expect(codeOf(await again())).toBe(code);
        const staff = (await ground.tickets.reopen(guild, id, sam)).unwrap();
        expect(staff.passed?.code).toBe(code);
        await closeAgain();
      };
      expect(codeOf(await again([]))).toBe('roles-needed-any');
      (await again()).unwrap();
      await closeAgain();
      // Whoever opened it works on tickets of this type themselves.
      expect((await ground.tickets.reopen(guild, id, eve, { staff: true })).isOk()).toBe(true);
      await closeAgain();

      await ground.blocks.add({ guild, subject: eve, kind: 'user', reason: 'spam', until: null }, sam);
      await isRefused('blocked-reason');
      (await ground.blocks.remove(guild, eve, sam)).unwrap();

      const own = (await ask(ground, other, eve)).unwrap();
      await settle(ground, own.id);
      await isRefused('too-many-open');
      (await ground.tickets.delete(guild, own.id, sam)).unwrap();

      for (const person of people.slice(0, 2)) {
        await settle(ground, (await ask(ground, type.id, person)).unwrap().id);
      }
      await isRefused('type-full');
      await ask(ground, other, people[3]!);
      (await ground.types.change(guild, type.id, type.version, { perType: 0 }, sam)).unwrap();
      await isRefused('server-full');
    },
    { perMember: 1, perGuild: 3 },
  );

  test('staff open a ticket again beside as many as its creator may have; the creator themselves do not', async (ground) => {
    const { id: type } = await ground.addType();
    const id = await closed(ground, type);
    await settle(ground, (await ask(ground, type, eve)).unwrap().id);
    expect(codeOf(await ground.tickets.reopen(guild, id, eve))).toBe('too-many-tickets');
    expect((await ground.tickets.reopen(guild, id, sam)).unwrap().passed?.code).toBe('too-many-tickets');
    expect(codeOf(await ask(ground, type, eve))).toBe('too-many-tickets');
  });

  test(
    'of those who open tickets again and open new ones at the same moment, no more get in than the server allows',
    async (ground) => {
      const { id: type } = await ground.addType();
      const crowd = people.slice(0, 6);
      const old: [string, string][] = [];
      for (const person of crowd.slice(0, 3)) {
        const { id } = (await ask(ground, type, person)).unwrap();
        await settle(ground, id);
        (await ground.tickets.close(guild, id, sam)).unwrap();
        await settle(ground, id);
        old.push([id, person]);
      }
      const answers = await Promise.all([
        ...old.map(([id, person]) => ground.tickets.reopen(guild, id, person)),
        ...crowd.slice(3).map((person) => ask(ground, type, person)),
      ]);
      expect(answers.filter((answer) => answer.isOk())).toHaveLength(2);
      expect((await ground.all(Ticket)).filter(({ state }) => isActive(state))).toHaveLength(2);
    },
    { perGuild: 2 },
  );

  test('roles that are needed, and roles that are refused', async (ground) => {
    const any = await typeWith(ground, { requiredRoles: [vip, sam], refusedRoles: [muted] }, 'Any');
    const all = await typeWith(ground, { requiredRoles: [vip, sam], requiredMode: 'all' }, 'All');
    const none = (await ask(ground, any.id, eve, { roles: [] })).unwrapErr();
    expect([none.code, none.values.roles]).toEqual(['roles-needed-any', [vip, sam]]);
    const part = (await ask(ground, all.id, eve, { roles: [vip] })).unwrapErr();
    expect([part.code, part.values.roles]).toEqual(['roles-needed-all', [sam]]);
    expect(codeOf(await ask(ground, any.id, eve, { roles: [vip, muted] }))).toBe('roles-refused');
    expect((await ask(ground, any.id, eve, { roles: [vip] })).isOk()).toBe(true);
    expect((await ask(ground, all.id, eve, { roles: [vip, sam] })).isOk()).toBe(true);
  });

  test('a block ends at its very moment, and one of a role is for all who have it', async (ground) => {
    const { id } = await ground.addType('Support', 5);
    const until = new Date(ground.now().getTime() + 60 * minute);
    await ground.blocks.add({ guild, subject: eve, kind: 'user', reason: 'spam', until }, sam);
    await ground.blocks.add({ guild, subject: muted, kind: 'role', reason: null, until: null }, sam);
    const refusal = (await ask(ground, id, eve, { roles: [muted] })).unwrapErr();
    // The one that lasts longer.
    expect(refusal.code).toBe('blocked');
    expect(codeOf(await ask(ground, id, eve))).toBe('blocked-until-reason');
    expect((await ask(ground, id, tim)).isOk()).toBe(true);
    ground.advance(60 * minute - 1);
    expect(codeOf(await ask(ground, id, eve))).toBe('blocked-until-reason');
    expect((await ground.blocks.list(guild, 0)).total).toBe(2);
    ground.advance(1);
    expect((await ask(ground, id, eve)).isOk()).toBe(true);
    expect((await ground.blocks.list(guild, 0)).total).toBe(1);
    expect(codeOf(await ground.blocks.remove(guild, eve, sam))).toBe('not-blocked');
  });

  test('whoever asks to be forgotten is nowhere by name, and still blocked until staff end it', async (ground) => {
    const { id } = await ground.addType();
    await ground.blocks.add({ guild, subject: eve, kind: 'user', reason: 'spam', until: null }, sam);
    await ground.transaction((em) => veilBlocks(em, Block, eve));
    expect(JSON.stringify(await ground.all(Block))).not.toMatch(new RegExp(`${eve}|spam`));
    expect(codeOf(await ask(ground, id, eve))).toBe('blocked');
    expect((await ground.blocks.remove(guild, eve, sam)).isOk()).toBe(true);
    expect((await ask(ground, id, eve)).isOk()).toBe(true);
  });

  test(
    'whatever people do at the same time, no limit is ever passed',
    async (ground) => {
      const { id } = await typeWith(ground, { perPerson: 2, perType: 3 });
      const crowd = people.slice(0, 4);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.constantFrom(...crowd), fc.constantFrom('open', 'open', 'leave')), {
            minLength: 4,
            maxLength: 10,
          }),
          async (acts) => {
            await Promise.all(
              acts.map(async ([person, act]) => {
                if (act === 'open') {
                  return ask(ground, id, person);
                }
                const own = (await ground.all(Ticket)).find(
                  ({ creator, state }) => creator === person && isActive(state),
                );
                return own && ground.tickets.delete(guild, own.id, sam);
              }),
            );
            const active = (await ground.all(Ticket)).filter(({ state }) => isActive(state));
            expect(active.length).toBeLessThanOrEqual(3);
            for (const person of crowd) {
              expect(active.filter(({ creator }) => creator === person).length).toBeLessThanOrEqual(2);
            }
          },
        ),
        { numRuns: 10 },
      );
    },
    { perMember: 2 },
  );
});
