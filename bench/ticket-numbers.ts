import type { Figure } from './report.ts';
import { percentile } from './statistics.ts';
import type { TicketDesk } from './ticket-desk.ts';

export interface NumbersPlan {
  readonly tickets: number;
  readonly runs: number;
}

const minute = 60_000;
/** How long one answer may take before the bench gives up, in ms. */
const patience = 60_000;

/** `/ticket stats` in a server with many tickets that are over. */
export async function numbers(desk: TicketDesk, { tickets, runs }: NumbersPlan): Promise<Figure[]> {
  const guild = desk.guild('Old', ['general']);
  const people = Array.from({ length: 20 }, (_, index) =>
    guild.member(`staff${index}`, { roles: ['Support'] }),
  );
  await desk.addType(guild);
  const now = desk.sandbox.clock.now();
  desk.database((database) => {
    const type = database.prepare('select id from tickets__ticket_type where guild = ?').get(guild.id)!.id;
    const ticket = database.prepare(
      `insert into tickets__ticket (id, guild, number, type, state, creator, opened_at, first_answer_at, first_answer_by, closed_at, closed_by, version, number_key, request_key)
        values (?, ?, ?, ?, 'deleted', ?, ?, ?, ?, ?, ?, 7, ?, ?)`,
    );
    const rating = database.prepare(
      `insert into tickets__rating (id, guild, ticket, closing, "user", stars, asked_at, rated_at) values (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    database.exec('begin');
    for (let number = 1; number <= tickets; number += 1) {
      // Ids are random, so rows do not lie in the order of time.
      const id = `${((number * 7_919) % 1_000_003).toString(36)}${number}`.padStart(12, 'x');
      const staff = people[number % people.length]!.id;
      const at = now - (tickets - number) * 10 * minute;
      const answered = at + (number % 60) * minute;
      const closed = answered + (number % 999) * minute;
      ticket.run(
        id,
        guild.id,
        number,
        type!,
        guild.owner.id,
        at,
        answered,
        staff,
        closed,
        staff,
        `${guild.id}:${number}`,
        id,
      );
      if (number % 3 === 0)
        rating.run(id, guild.id, id, id, guild.owner.id, 1 + (number % 5), closed, closed);
    }
    database.exec('commit');
  });
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    const reply = await guild.owner.slash('/ticket stats', { period: 'all' }, { timeout: patience });
    times.push(performance.now() - began);
    if (!reply.shows(`Opened: ${tickets}`)) throw new Error(`tickets: the numbers are wrong:\n${reply.text}`);
  }
  return [
    { name: `stats of ${tickets} tickets, p50`, value: percentile(times, 0.5), unit: 'ms' },
    {
      name: `stats of ${tickets} tickets, longest`,
      value: percentile(times, 1),
      unit: 'ms',
      goal: { most: 3_000 },
    },
  ];
}
