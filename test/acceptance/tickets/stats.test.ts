import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** Tickets in numbers, as staff ask for them. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let eve: Member;
let bob: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam, eve, bob } = tickets);
  await tickets.addType();
  await ada.slash('/ticket-types', { template: 'Other' });
  const { ticket } = await tickets.open(eve);
  const { channel: room } = await tickets.arrives(ticket.id, 'open');
  const channel = tickets.guild.channel(room!).name;
  await tickets.advance(20 * 60_000);
  sam.say('Hello', { in: channel });
  await tickets.advance(60_000);
  await sam.until(async () => {
    const sql = 'select first_answer_by from tickets__ticket where id = ?';
    const [row] = await tickets.stage.database.rows<{ first_answer_by: string | null }>(sql, ticket.id);
    return row?.first_answer_by === sam.id;
  });
  await sam.slash('/ticket close', { reason: 'done' }, { in: channel });
  await tickets.arrives(ticket.id, 'closed');
  const { ticket: second } = await tickets.open(bob);
  await tickets.arrives(second.id, 'open');
});
afterAll(() => tickets?.stage.stop());

test('staff see opened, closed, first answer and open tickets, with a picture; others are refused', async () => {
  const reply = await sam.slash('/ticket stats', { period: 'Last 7 days' });
  expect(reply.ephemeral).toBe(true);
  expect(reply.shows('Opened: 2 · Closed: 1 · Open now: 1')).toBe(true);
  expect(reply.text).toMatch(/First answer:\W* 2\dmin \(1 ticket\)/);
  expect(reply.message!.attachments.map(({ name }) => name)).toEqual(['tickets.png']);
  await sam.click('Staff', { on: reply });
  expect(reply.shows('@sam · 1 opened, 1 closed')).toBe(true);
  await sam.click('Types', { on: reply });
  expect(reply.shows('Support · 2 opened, 1 closed')).toBe(true);
  expect((await bob.slash('/ticket stats')).text).toContain('Only staff can do this');
});

test('one type or one of staff alone; types that somebody does not work on are not shown', async () => {
  expect((await ada.slash('/ticket stats', { type: 'Other' })).shows('Opened: 0')).toBe(true);
  expect((await sam.slash('/ticket stats', { type: 'Other' })).text).toContain('Only staff can do this');
  const own = await ada.slash('/ticket stats', { staff: sam });
  expect(own.shows('Opened: 1 · Closed: 1 · Open now: 0')).toBe(true);
});

test('the tickets of a time are given as a table', async () => {
  const reply = await sam.slash('/ticket stats', { export: true });
  await sam.until(() => reply.message!.attachments.length > 0);
  const [file] = reply.message!.attachments;
  expect(file!.name).toMatch(/^tickets-\d{4}-\d\d-\d\d\.csv$/);
  const text = await (await fetch(file!.url)).text();
  const [head, ...rows] = text.trim().split('\r\n');
  expect(head).toContain('number,id,type,state');
  expect(rows).toHaveLength(2);
  expect(rows[1]).toContain(`Support,closed`);
  expect(rows[1]).toContain(sam.id);
});
