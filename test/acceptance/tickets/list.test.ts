import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** What people find out about tickets: `/ticket list` and `/ticket info`. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let eve: Member;
let bob: Member;
let guests: readonly Member[];

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam, eve, bob } = tickets);
  await tickets.addType();
  guests = Array.from({ length: 9 }, (_, index) => tickets.guild.member(`guest${index + 1}`));
  for (const guest of guests) {
    await tickets.open(guest);
  }
});
afterAll(() => tickets?.stage.stop());

/** The numbers of the tickets on a page of a list, from the top down. */
const numbersIn = ({ text }: Reply) => [...text.matchAll(/`(\d{4})`/g)].map(([, number]) => number);

test('staff turn the pages of all tickets; pinned and urgent ones come first', async () => {
  await sam.slash('/ticket pin', {}, { in: 'ticket-0002' });
  await sam.slash('/ticket priority', { level: 'high' }, { in: 'ticket-0003' });
  const list = await sam.slash('/ticket list');
  expect(list.ephemeral).toBe(true);
  expect(list.text).toContain('9 tickets');
  expect(numbersIn(list).slice(0, 3)).toEqual(['0002', '0003', '0009']);
  await sam.click('Next page', { on: list });
  await list.until('Page 2 of 2');
  expect(list.text).toContain('0001');
});

test('a list is narrowed by creator, claim, priority, label and state', async () => {
  await sam.slash('/ticket claim', {}, { in: 'ticket-0004' });
  await sam.slash('/ticket label', { add: 'VIP' }, { in: 'ticket-0005' });
  await sam.slash('/ticket close', { reason: 'done' }, { in: 'ticket-0006' });
  const found = async (options: object) => numbersIn(await sam.slash('/ticket list', options as never));
  expect(await found({ creator: guests[6]! })).toEqual(['0007']);
  expect(await found({ mine: true })).toEqual(['0004']);
  expect(await found({ label: 'vip' })).toEqual(['0005']);
  expect(await found({ priority: 'high' })).toEqual(['0003']);
  expect(await found({ state: 'closed' })).toEqual(['0006']);
  expect((await sam.slash('/ticket list', { label: 'nothing' })).text).toContain('There is no label nothing');
});

test('members see their own tickets and no others', async () => {
  const own = await guests[0]!.slash('/ticket list');
  expect([own.text.includes('0001'), own.text.includes('0002')]).toEqual([true, false]);
  expect((await bob.slash('/ticket list')).text).toContain('There is none');
});

test('a ticket is found by its number from anywhere, with what happened to it', async () => {
  const info = await ada.slash('/ticket info', { ticket: '#0004' }, { in: 'general' });
  expect(info.shows('Claimed by: @sam')).toBe(true);
  expect(info.shows('@sam claimed ticket 0004')).toBe(true);
  const own = await guests[3]!.slash('/ticket info', { ticket: '4' });
  expect(own.shows('Opened by: @guest4')).toBe(true);
  expect(own.shows('began to make ticket 0004')).toBe(true);
  expect(own.shows('opened ticket 0004')).toBe(true);
  expect(own.text).not.toContain('on its way');
  expect((await eve.slash('/ticket info', { ticket: '4' })).text).toContain('Only staff and whoever opened');
  for (const command of ['/ticket info', '/ticket transcript', '/ticket delete'] as const) {
    expect((await ada.slash(command, { ticket: '4711' })).text).toContain('There is no ticket with this');
  }
});

test('its creator does not read what is between staff', async () => {
  await sam.slash('/ticket note', { text: 'careful' }, { in: 'ticket-0004' });
  expect((await sam.slash('/ticket info', { ticket: '4' })).text).toContain('wrote a note');
  const seen = await guests[3]!.slash('/ticket info', { ticket: '4' });
  expect(seen.text).not.toContain('note');
});
