import fc from 'fast-check';
import { expect } from 'vitest';
import { Happening } from '../entities/happening.ts';
import { Ticket } from '../entities/ticket.ts';
import { isActive, isHoused, type TicketState, ways } from '../ticket/ticket-states.ts';
import { type Ground, onEveryDatabase, sam } from './ground.ts';
import { commands, restart } from './machine/commands.ts';
import { Crash, Fuse } from './machine/fuse.ts';
import { closeAfter, cooldown, type Model, type Real } from './machine/model.ts';
import { Rooms } from './machine/rooms.ts';
import { settle } from './machine/settling.ts';

/**
 * People do whatever they like with tickets, at any time and at the same moment, while the process dies in the middle of
 * what it does, Discord refuses or loses channels, and everything is started again. A model says what each of them may do and what comes of it.
 */
let runs = 0;

/** What holds at any time, whoever does what. */
async function everHolds(ground: Ground, guild: string): Promise<void> {
  const tickets = (await ground.all(Ticket)).filter((ticket) => ticket.guild === guild);
  for (const { slotKey, state } of tickets) {
    expect(slotKey !== null).toBe(isActive(state));
  }
  const happenings = (await ground.all(Happening)).filter((happening) => happening.guild === guild);
  const states = new Set<string | null | undefined>(Object.keys(ways));
  for (const { from, to } of happenings.filter((one) => states.has(one.from) && states.has(one.to))) {
    expect(ways[from as TicketState]).toContain(to);
  }
  const written = happenings.map(({ ticket, version }) => `${ticket}:${version}`);
  expect(new Set(written).size).toBe(written.length);
}

onEveryDatabase((test) => {
  test('whatever people do and wherever the process dies, tickets are as the model says, and nothing is left over', async (ground) => {
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 40, size: 'max' }), async (steps) => {
        runs += 1;
        const guild = String(100_000_000_000_000_000n + BigInt(runs));
        const types = [
          (await ground.addType('Support', 1, guild)).id,
          (await ground.addType('Billing', 1, guild)).id,
        ];
        const rooms = new Rooms();
        const rules = [{ closeAfter }, { cooldown }];
        for (const [index, id] of types.entries()) {
          (await ground.types.change(guild, id, 1, rules[index]!, sam)).unwrap();
        }
        const model: Model = { tickets: [], clicks: 0, minutes: 0 };
        const real: Real = { ground, guild, types, rooms, ids: [] };
        await fc.asyncModelRun(() => ({ model, real }), steps);
        await everHolds(ground, guild);
        await restart.run(model, real);
        const tickets = (await ground.all(Ticket)).filter((ticket) => ticket.guild === guild);
        const housed = tickets.filter(({ state }) => isHoused(state));
        // No channel that no ticket knows, no ticket that says to have a channel and has none.
        expect([...rooms.all.keys()].sort()).toEqual(housed.map(({ channel }) => channel).sort());
        await everHolds(ground, guild);
      }),
      { numRuns: 20 },
    );
  });

  test('a channel that goes before its ticket is open is made anew', async (ground) => {
    const guild = '100000000000000009';
    const { id: type } = await ground.addType('Support', 1, guild);
    const rooms = new Rooms();
    const real: Real = { ground, guild, types: [type], rooms, ids: [] };
    const request = { guild, type, creator: '500000000000000001', key: 'click' };
    const { id } = (await ground.tickets.request(request)).unwrap();
    await expect(settle(real, id, new Fuse(3))).rejects.toThrow(Crash);
    rooms.all.clear();
    await settle(real, id);
    expect((await ground.tickets.find(guild, id))!.state).toBe('open');
    expect([...rooms.all.values()]).toEqual([id]);
  });
});
