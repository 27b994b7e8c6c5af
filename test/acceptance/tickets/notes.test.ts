import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** Notes that only staff see. */
let tickets: TicketsStage;
let sam: Member;
let tim: Member;
let eve: Member;
let channel: string;

beforeAll(async () => {
  tickets = await startTickets();
  ({ sam, tim, eve } = tickets);
  await tickets.addType();
  ({ channel } = await tickets.open(eve));
});
afterAll(() => tickets?.stage.stop());

test('staff write notes by command and by form, and nobody else sees that there are any', async () => {
  const first = await sam.slash('/ticket note', { text: 'paid twice' }, { in: channel });
  expect([first.ephemeral, first.text.includes('paid twice')]).toEqual([true, true]);
  await sam.click('Write a note', { on: first });
  await sam.submit({ text: 'asked the bank' });
  await first.until('asked the bank');
  const list = await tim.slash('/ticket note', {}, { in: channel });
  expect([list.text.includes('paid twice'), list.text.includes('asked the bank')]).toEqual([true, true]);
  expect(eve.sees(channel).shows('paid twice')).toBe(false);
  expect((await eve.slash('/ticket note', {}, { in: channel })).text).toContain('Only staff can do this');
});

test('notes have pages, and a note is deleted on its page', async () => {
  for (const text of ['three', 'four']) {
    await sam.slash('/ticket note', { text }, { in: channel });
  }
  const list = await tim.slash('/ticket note', {}, { in: channel });
  expect(list.text).toContain('Page 1 of 2');
  await tim.select('Delete a note', ['three'], { on: list });
  await list.until(() => !list.text.includes('three'));
  expect(list.text).toContain('paid twice');
});

test('the pages work after a restart', async () => {
  const list = await sam.slash('/ticket note', { text: 'five' }, { in: channel });
  await tickets.crash();
  await sam.click('Next page', { on: list });
  await list.until('Page 2 of 2');
  expect(list.text).toContain('paid twice');
});
