import { automatic } from '@guildhall/sdk';
import { expect } from 'vitest';
import { Activity } from '../entities/activity.ts';
import { Happening } from '../entities/happening.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import { Timer } from '../entities/timer.ts';
import { eve, type Ground, guild, onEveryDatabase, sam, tim } from './ground.ts';
import { settle } from './settled.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A ticket of Eve's that is open, of a type with these rules. */
async function opened(ground: Ground, rules: Partial<TicketType>): Promise<Ticket> {
  const { id: type } = await ground.addType();
  await ground.transaction((em) => em.nativeUpdate(TicketType, { id: type }, rules));
  const { id } = (await ground.click(type)).unwrap();
  await settle(ground, id);
  return (await ground.tickets.find(guild, id))!;
}

const says = (ground: Ground, ticket: Ticket, side: 'staff' | 'guest', exact = false) =>
  ground.activities.note(ticket, { side, by: side === 'staff' ? sam : eve, at: ground.now() }, exact);

/** What is due now, each done at once, as the job does it. */
async function runs(ground: Ground, { id }: Ticket): Promise<string[]> {
  const done: string[] = [];
  for (let due = await ground.timers.next(guild, id); due; due = await ground.timers.next(guild, id)) {
    done.push(due.timer.kind);
    if (due.timer.kind === 'close' || due.timer.kind === 'left-close') {
      await ground.tickets.close(guild, id, automatic, 'nobody answered');
    } else {
      await ground.timers.done(due.timer);
    }
  }
  return done;
}

/** Lets time go by, minute for minute, and runs the job when it is due. @returns what happened after how many minutes. */
async function live(ground: Ground, ticket: Ticket, minutes: number): Promise<[number, string][]> {
  const happened: [number, string][] = [];
  for (let passed = 0; passed <= minutes; passed += 1) {
    const job = ground.jobs.get(`timers:${ticket.id}`);
    if (job && (!job.runAt || job.runAt <= ground.now())) {
      ground.jobs.delete(`timers:${ticket.id}`);
      happened.push(...(await runs(ground, ticket)).map((kind): [number, string] => [passed, kind]));
    }
    ground.advance(minute);
  }
  return happened;
}

const everywhere = async () => true;

const idle = { remindAfter: 60, warnBefore: 30, closeAfter: 180 };

onEveryDatabase((test) => {
  test('while nobody of staff has answered, no ticket is closed for silence', async (ground) => {
    const ticket = await opened(ground, idle);
    expect(await live(ground, ticket, 400)).toEqual([]);
    await says(ground, ticket, 'guest');
    expect(await live(ground, ticket, 400)).toEqual([]);
    expect((await ground.tickets.find(guild, ticket.id))!.state).toBe('open');
  });

  test('its creator is reminded, warned, and then it is closed: at the minute, each once', async (ground) => {
    const ticket = await opened(ground, idle);
    await says(ground, ticket, 'staff');
    expect(await live(ground, ticket, 400)).toEqual([
      [60, 'remind'],
      [150, 'warn'],
      [180, 'close'],
    ]);
    const closed = (await ground.tickets.find(guild, ticket.id))!;
    expect(closed).toMatchObject({ state: 'closing', closedBy: automatic, closeReason: 'nobody answered' });
    expect(ground.jobs.has(`timers:${ticket.id}`)).toBe(false);
    expect((await ground.all(Timer)).filter(({ doneAt }) => !doneAt)).toEqual([]);
  });

  test('nobody is closed unwarned: an hour before, or a quarter of the time where that is shorter', async (ground) => {
    const day = await opened(ground, { closeAfter: 24 * 60 });
    await says(ground, day, 'staff');
    expect(await live(ground, day, 25 * 60)).toEqual([
      [23 * 60, 'warn'],
      [24 * 60, 'close'],
    ]);
    for (const [closeAfter, warnAfter] of [
      [40, 30],
      [2, 1],
      [1, 0],
    ] as const) {
      await ground.transaction((em) => em.nativeUpdate(TicketType, { id: day.type }, { closeAfter }));
      const { id } = (await ground.click(day.type)).unwrap();
      await settle(ground, id);
      const short = (await ground.tickets.find(guild, id))!;
      await says(ground, short, 'staff');
      expect(await live(ground, short, 60)).toEqual([
        [warnAfter, 'warn'],
        [closeAfter, 'close'],
      ]);
    }
  });

  test('tickets that were silent for long when somebody sets a time are warned first', async (ground) => {
    const ticket = await opened(ground, {});
    await says(ground, ticket, 'staff');
    ground.advance(30 * 24 * hour);
    const type = (await ground.types.find(guild, ticket.type))!;
    (await ground.types.change(guild, type.id, type.version, { closeAfter: 24 * 60 }, sam)).unwrap();
    await ground.timers.replan(guild, type.id);
    const due = (await ground.timers.next(guild, ticket.id))!;
    expect([due.timer.kind, due.closesAt]).toEqual(['warn', new Date(ground.now().getTime() + hour)]);
    expect(await live(ground, ticket, 90)).toEqual([
      [0, 'warn'],
      [60, 'close'],
    ]);
  });

  test('who was warned before the type got a longer time is warned anew, and closed after that time only', async (ground) => {
    const ticket = await opened(ground, idle);
    const closesAfter = async (closeAfter: number) => {
      const type = (await ground.types.find(guild, ticket.type))!;
      (await ground.types.change(guild, type.id, type.version, { closeAfter }, sam)).unwrap();
      await ground.timers.replan(guild, type.id);
    };
    await says(ground, ticket, 'staff');
    expect(await live(ground, ticket, 160)).toEqual([
      [60, 'remind'],
      [150, 'warn'],
    ]);
    await closesAfter(400);
    expect(await live(ground, ticket, 140)).toEqual([]);
    // Nobody looked while the new warning was due: it comes late, and so does the end.
    ground.advance(100 * minute);
    const due = (await ground.timers.next(guild, ticket.id))!;
    expect([due.timer.kind, due.closesAt]).toEqual(['warn', new Date(ground.now().getTime() + 30 * minute)]);
    expect(await live(ground, ticket, 10)).toEqual([[0, 'warn']]);
    // A shorter time takes no warning back.
    await closesAfter(300);
    expect(await live(ground, ticket, 60)).toEqual([[19, 'close']]);
  });

  test('an answer begins it anew; another word of staff counts from then on', async (ground) => {
    const ticket = await opened(ground, idle);
    await says(ground, ticket, 'staff');
    expect(await live(ground, ticket, 100)).toEqual([[60, 'remind']]);
    await says(ground, ticket, 'guest');
    expect(await live(ground, ticket, 400)).toEqual([]);
    await says(ground, ticket, 'staff');
    expect(await live(ground, ticket, 30)).toEqual([]);
    await says(ground, ticket, 'staff');
    expect(await live(ground, ticket, 155)).toEqual([
      [60, 'remind'],
      [150, 'warn'],
    ]);
  });

  test('a ticket that is pinned is left alone', async (ground) => {
    const ticket = await opened(ground, idle);
    await says(ground, ticket, 'staff');
    await ground.transaction((em) => em.nativeUpdate(Ticket, { id: ticket.id }, { pinnedAt: ground.now() }));
    expect(await live(ground, ticket, 400)).toEqual([]);
  });

  test('after a night without the bot nobody is closed unwarned: the warning comes first, with its whole time', async (ground) => {
    const ticket = await opened(ground, idle);
    await says(ground, ticket, 'staff');
    await runs(ground, ticket);
    ground.advance(9 * hour);
    const due = (await ground.timers.next(guild, ticket.id))!;
    expect(due.timer.kind).toBe('warn');
    expect(due.closesAt).toEqual(new Date(ground.now().getTime() + 30 * minute));
    expect(await live(ground, ticket, 60)).toEqual([
      [0, 'warn'],
      [30, 'close'],
    ]);
  });

  test('many runs at once, or one that ended in between: nothing is done twice', async (ground) => {
    const ticket = await opened(ground, { ...idle, pingAfter: 5 });
    ground.advance(5 * minute);
    const seen = await Promise.all(Array.from({ length: 8 }, () => ground.timers.next(guild, ticket.id)));
    expect(new Set(seen.map((due) => due?.timer.kind))).toEqual(new Set(['ping']));
    // Each of them has said it, and writes that down: one does.
    const done = await Promise.all(seen.map((due) => ground.timers.done(due!.timer)));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await ground.timers.next(guild, ticket.id)).toBeUndefined();
    await says(ground, ticket, 'staff');
    ground.advance(180 * minute);
    await Promise.all(Array.from({ length: 6 }, () => runs(ground, ticket)));
    ground.advance(30 * minute);
    await Promise.all(Array.from({ length: 6 }, () => runs(ground, ticket)));
    expect((await ground.all(Happening)).filter(({ action }) => action === 'close')).toHaveLength(1);
  });

  test('staff are called when nobody answers, then others; the first answer ends it', async (ground) => {
    const rules = { pingAfter: 10, escalateAfter: 20, escalateRoles: ['400000000000000009'] };
    const ticket = await opened(ground, rules);
    expect(await live(ground, ticket, 60)).toEqual([
      [10, 'ping'],
      [30, 'escalate'],
    ]);
    await says(ground, ticket, 'staff');
    const answered = (await ground.tickets.find(guild, ticket.id))!;
    expect(answered.firstAnswerBy).toBe(sam);
    expect(answered.firstAnswerAt).toEqual(ground.now());
    ground.advance(minute);
    await says(ground, ticket, 'guest');
    expect(await live(ground, ticket, 60)).toEqual([]);
    await ground.transaction(async (em) => {
      await em.nativeUpdate(TicketType, { id: ticket.type }, { pingLater: true });
      await ground.timers.typeChanged(em, guild, ticket.type);
    });
    expect(ground.jobs.get(`replan:${ticket.type}`)).toMatchObject({ name: 'replan-timers' });
    await ground.timers.replan(guild, ticket.type);
    expect(await live(ground, ticket, 60)).toEqual([
      [0, 'ping'],
      [0, 'escalate'],
    ]);
  });

  test('where the type says so, timers stand still outside of hours', async (ground) => {
    // It is Saturday, 15:00 in New York.
    const ticket = await opened(ground, {
      pingAfter: 90,
      hours: 'Mon-Fri 09:00-17:00',
      timersPause: true,
    });
    await runs(ground, ticket);
    expect(ground.jobs.get(`timers:${ticket.id}`)?.runAt).toEqual(new Date('2026-11-23T15:30:00Z'));
  });

  test('whoever opens one outside of hours is told once; within hours, not at all', async (ground) => {
    const rules = { outside: 'warn', hours: 'Mon-Fri 09:00-17:00' } as const;
    const ticket = await opened(ground, rules);
    expect(await runs(ground, ticket)).toEqual(['outside']);
    await ground.tickets.close(guild, ticket.id, sam);
    await settle(ground, ticket.id);
    await ground.tickets.reopen(guild, ticket.id, sam);
    await settle(ground, ticket.id);
    expect(await runs(ground, ticket)).toEqual([]);
  });

  test('a creator who left: staff are told, and after a grace time it is closed', async (ground) => {
    const ticket = await opened(ground, { onLeave: 'close', leaveGrace: 60 });
    await ground.activities.left(ticket);
    await ground.activities.left(ticket);
    const due = (await ground.timers.next(guild, ticket.id))!;
    expect(due.closesAt).toEqual(new Date(ground.now().getTime() + hour));
    expect(await live(ground, ticket, 90)).toEqual([
      [0, 'left'],
      [60, 'left-close'],
    ]);
    expect((await ground.tickets.find(guild, ticket.id))!.state).toBe('closing');
  });

  test('a creator who comes back keeps their ticket, and staff are told', async (ground) => {
    const ticket = await opened(ground, { onLeave: 'close', leaveGrace: 60 });
    await ground.activities.left(ticket);
    expect(await live(ground, ticket, 30)).toEqual([[0, 'left']]);
    await ground.activities.returned(ticket);
    expect(await live(ground, ticket, 90)).toEqual([[0, 'returned']]);
    await ground.activities.left(ticket);
    expect(await live(ground, ticket, 30)).toEqual([[0, 'left']]);
  });

  test('who left before their ticket was opened again: staff are told each time, and it stays open', async (ground) => {
    const ticket = await opened(ground, { onLeave: 'close', leaveGrace: 60 });
    await ground.activities.left(ticket);
    expect(await live(ground, ticket, 90)).toEqual([
      [0, 'left'],
      [60, 'left-close'],
    ]);
    await settle(ground, ticket.id);
    for (let times = 0; times < 2; times += 1) {
      await ground.tickets.reopen(guild, ticket.id, sam);
      await settle(ground, ticket.id);
      expect(await live(ground, ticket, 90)).toEqual([[0, 'left']]);
      await ground.tickets.close(guild, ticket.id, sam);
      await settle(ground, ticket.id);
    }
  });

  test('who leaves while their ticket is closed, or before it has a channel, is told of when it is open', async (ground) => {
    const ticket = await opened(ground, { onLeave: 'close', leaveGrace: 60, pingAfter: 5 });
    await ground.tickets.close(guild, ticket.id, sam);
    await settle(ground, ticket.id);
    ground.jobs.clear();
    for (const one of await ground.timers.ofCreator(guild, eve)) {
      await ground.activities.left(one);
    }
    expect(ground.jobs.has(`timers:${ticket.id}`)).toBe(false);
    ground.advance(hour);
    await ground.tickets.reopen(guild, ticket.id, sam);
    await settle(ground, ticket.id);
    expect(await live(ground, ticket, 90)).toEqual([[0, 'left']]);

    const { id } = (await ground.click(ticket.type, tim)).unwrap();
    const [early] = await ground.timers.ofCreator(guild, tim);
    expect(early).toMatchObject({ id, state: 'requested' });
    ground.advance(minute);
    await ground.activities.left(early!);
    await settle(ground, id);
    expect(await live(ground, early!, 90)).toEqual([
      [0, 'left'],
      [4, 'ping'],
      [60, 'left-close'],
    ]);
  });

  test('a creator whom nobody saw leaving is looked for when their ticket is opened again', async (ground) => {
    const ticket = await opened(ground, { onLeave: 'close', leaveGrace: 60 });
    ground.advance(minute);
    await ground.tickets.close(guild, ticket.id, sam);
    await settle(ground, ticket.id);
    await ground.tickets.reopen(guild, ticket.id, sam);
    await settle(ground, ticket.id);
    const doubt = ground.jobs.get(`creator:${ticket.id}`)!;
    expect(doubt.name).toBe('check-creators');
    const from = new Date((doubt.payload as { from: string }).from);
    await ground.activities.left((await ground.tickets.find(guild, ticket.id))!, from);
    expect(await live(ground, ticket, 90)).toEqual([[0, 'left']]);
  });

  test('who is missed at a start left before a ticket that was opened again since; else while it was open', async (ground) => {
    const rules = { onLeave: 'close', leaveGrace: 60 } as const;
    const first = await opened(ground, rules);
    const { id } = (await ground.click(first.type, tim)).unwrap();
    await settle(ground, id);
    const second = (await ground.tickets.find(guild, id))!;
    const missed = async ({ id }: Ticket, from: Date) => {
      const ticket = (await ground.tickets.find(guild, id))!;
      await ground.activities.left(ticket, from);
      return (await live(ground, ticket, 90)).map(([, kind]) => kind);
    };
    const from = ground.now();
    ground.advance(minute);
    await ground.tickets.close(guild, first.id, sam);
    await settle(ground, first.id);
    await ground.tickets.reopen(guild, first.id, sam);
    await settle(ground, first.id);
    expect(await missed(first, from)).toEqual(['left']);
    expect(await missed(second, from)).toEqual(['left', 'left-close']);
  });

  test('with a new creator it does not matter who left before', async (ground) => {
    const ticket = await opened(ground, { onLeave: 'close', leaveGrace: 60 });
    await ground.activities.left(ticket);
    expect(await live(ground, ticket, 30)).toEqual([[0, 'left']]);
    await ground.work.giveTo(guild, ticket.id, tim, sam);
    expect(await live(ground, ticket, 90)).toEqual([]);
    await ground.activities.left((await ground.tickets.find(guild, ticket.id))!);
    expect(await live(ground, ticket, 90)).toEqual([
      [0, 'left'],
      [60, 'left-close'],
    ]);
  });

  test('who comes back while staff are being told that they left is told of too; else nothing is said', async (ground) => {
    const ticket = await opened(ground, { onLeave: 'warn' });
    await ground.activities.left(ticket);
    const due = (await ground.timers.next(guild, ticket.id))!;
    ground.advance(minute);
    await ground.activities.returned(ticket);
    await ground.timers.done(due.timer);
    expect(await live(ground, ticket, 5)).toEqual([[0, 'returned']]);
    await ground.activities.left(ticket);
    ground.advance(minute);
    await ground.activities.returned(ticket);
    expect(await live(ground, ticket, 5)).toEqual([]);
  });

  test('a ticket that was opened again waits for nobody until somebody writes', async (ground) => {
    const ticket = await opened(ground, { ...idle, pingAfter: 10, pingLater: true });
    await says(ground, ticket, 'staff');
    await ground.tickets.close(guild, ticket.id, sam);
    await settle(ground, ticket.id);
    ground.advance(hour);
    await ground.tickets.reopen(guild, ticket.id, eve);
    await settle(ground, ticket.id);
    expect(await live(ground, ticket, 300)).toEqual([]);
    await says(ground, ticket, 'guest');
    expect(await live(ground, ticket, 20)).toEqual([[10, 'ping']]);
  });

  test('a busy channel is one write a minute; before anything is done, it is looked up exactly', async (ground) => {
    const ticket = await opened(ground, idle);
    await says(ground, ticket, 'staff');
    const [before] = await ground.all(Activity);
    for (let count = 0; count < 50; count += 1) {
      ground.advance(1_000);
      await says(ground, ticket, 'staff');
    }
    expect((await ground.all(Activity))[0]).toEqual(before);
    await says(ground, ticket, 'staff', true);
    expect((await ground.all(Activity))[0]!.staffAt).toEqual(ground.now());
    expect(await live(ground, ticket, 61)).toEqual([[60, 'remind']]);
  });

  test('a timer whose job was given up is found by the sweep', async (ground) => {
    const ticket = await opened(ground, { pingAfter: 10 });
    await runs(ground, ticket);
    ground.jobs.clear();
    ground.advance(14 * minute);
    await ground.timers.sweep(everywhere);
    expect(ground.jobs.size).toBe(0);
    ground.advance(2 * minute);
    await ground.timers.sweep(everywhere);
    expect([...ground.jobs.keys()]).toEqual([`timers:${ticket.id}`]);
    expect(await live(ground, ticket, 1)).toEqual([[0, 'ping']]);
  });

  test("late timers of servers in which the feature is off hide nobody else's", async (ground) => {
    const ticket = await opened(ground, { pingAfter: 10 });
    await runs(ground, ticket);
    ground.jobs.clear();
    const [since, dueAt] = [ground.now(), new Date(ground.now().getTime() - hour)];
    const elsewhere = Array.from({ length: 450 }, (_, index) => String(index).padStart(12, '0'));
    await ground.transaction((em) =>
      em.insertMany(
        Timer,
        elsewhere.map((id, index) => {
          const server = index < 430 ? '100000000000000002' : '100000000000000003';
          return { ticket: id, kind: 'ping' as const, guild: server, since, dueAt, doneAt: null };
        }),
      ),
    );
    ground.advance(20 * minute);
    const asked: string[] = [];
    await ground.timers.sweep(async (server) => {
      asked.push(server);
      return server !== '100000000000000002';
    });
    expect(new Set(asked).size).toBe(asked.length);
    const found = [...elsewhere.slice(430), ticket.id].map((id) => `timers:${id}`);
    expect([...ground.jobs.keys()].sort()).toEqual(found.sort());
  });

  test('a type without timers costs no job and no rows', async (ground) => {
    const ticket = await opened(ground, {});
    await says(ground, ticket, 'guest');
    expect(ground.jobs.has(`timers:${ticket.id}`)).toBe(false);
    await runs(ground, ticket);
    expect(await ground.all(Timer)).toEqual([]);
  });
});
