import fc from 'fast-check';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Happening } from '../entities/happening.ts';
import { Ticket } from '../entities/ticket.ts';
import { isActive, type TicketState, ways } from '../ticket/ticket-states.ts';
import { eve, guild, onEveryDatabase, sam, tim } from './ground.ts';
import { settle } from './settled.ts';

onEveryDatabase((test) => {
  test('many clicks at once make one ticket; who clicks when it is there is told of it', async (ground) => {
    const { id } = await ground.addType();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ground.click(id)));
    const made = new Set(answers.map((answer) => answer.unwrap().id));
    expect(made.size).toBe(1);
    await settle(ground, [...made][0]!);
    expect(codeOf(await ground.click(id))).toBe('too-many-tickets');
    expect(await ground.all(Ticket)).toHaveLength(1);
  });

  test('the same click twice is the same ticket', async (ground) => {
    const { id } = await ground.addType('Support', 5);
    const [one, two] = [await ground.click(id, eve, 'click'), await ground.click(id, eve, 'click')];
    expect(one.unwrap().id).toBe(two.unwrap().id);
    expect(await ground.all(Ticket)).toHaveLength(1);
  });

  test('tickets that are opened at once have the numbers 1, 2, 3 …, none twice', async (ground) => {
    const { id } = await ground.addType();
    const people = Array.from({ length: 12 }, (_, index) => String(500000000000000000n + BigInt(index)));
    const opened = await Promise.all(people.map((person) => ground.click(id, person)));
    const numbers = opened.map((ticket) => ticket.unwrap().number).sort((a, b) => a - b);
    expect(numbers).toEqual(people.map((_, index) => index + 1));
  });

  test('two of staff who claim at once: one does, the other is told who did', async (ground) => {
    const { id } = (await ground.click((await ground.addType()).id)).unwrap();
    await settle(ground, id);
    const answers = await Promise.all([sam, tim].map((one) => ground.tickets.claim(guild, id, one)));
    expect(answers.map(codeOf).sort()).toEqual(['claimed', undefined]);
  });

  test('whatever people do, tickets take only the ways there are, and each way is written down once', async (ground) => {
    const { id: type } = await ground.addType();
    const acts = {
      claim: (id: string) => ground.tickets.claim(guild, id, sam),
      unclaim: (id: string) => ground.tickets.unclaim(guild, id, sam),
      close: (id: string) => ground.tickets.close(guild, id, sam),
      reopen: (id: string) => ground.tickets.reopen(guild, id, sam),
      delete: (id: string) => ground.tickets.delete(guild, id, sam),
      open: () => ground.click(type),
      settle: (id: string) => settle(ground, id),
      lose: async (id: string) => ground.tickets.lost((await ground.tickets.find(guild, id))!),
    };
    const names = Object.keys(acts) as (keyof typeof acts)[];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 25 }),
        async (steps) => {
          for (const step of steps) {
            const newest = (await ground.all(Ticket)).toSorted((a, b) => b.number - a.number)[0];
            if (newest || step === 'open') {
              await acts[step](newest?.id ?? '');
            }
          }
          const all = await ground.all(Ticket);
          expect(all.filter(({ creator, state }) => creator === eve && isActive(state)).length).toBeLessThan(
            2,
          );
          for (const ticket of all) {
            expect(ticket.slotKey !== null).toBe(isActive(ticket.state));
          }
          const states = new Set(Object.keys(ways));
          for (const { from, to } of await ground.all(Happening)) {
            if (from && to && states.has(from) && states.has(to)) {
              expect(ways[from as TicketState]).toContain(to);
            }
          }
          const written = (await ground.all(Happening)).map(({ ticket, version }) => `${ticket}:${version}`);
          expect(new Set(written).size).toBe(written.length);
        },
      ),
      { numRuns: 12 },
    );
  });
});
