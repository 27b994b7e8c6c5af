import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** Who may work on tickets, and what becomes of that when roles change. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let eve: Member;
let bob: Member;
let channel: string;

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam, eve, bob } = tickets);
  await tickets.addType();
  ({ channel } = await tickets.open(eve));
  await sam.slash('/ticket add', { who: bob }, { in: channel });
  await bob.until(() => bob.seesChannel(channel));
});
afterAll(() => tickets?.stage.stop());

test('whoever opened a ticket or was added does not work on it', async () => {
  for (const who of [eve, bob]) {
    for (const command of ['/ticket claim', '/ticket delete', '/ticket archive', '/ticket pin'] as const) {
      expect((await who.slash(command, {}, { in: channel })).text).toContain('Only staff can do this');
    }
    const urgent = await who.slash('/ticket priority', { level: 'urgent' }, { in: channel });
    expect(urgent.text).toContain('Only staff can do this');
  }
  expect((await bob.slash('/ticket close-request', {}, { in: channel })).text).toContain(
    'Only staff and whoever opened',
  );
});

test('a button is looked at when it is clicked, whoever sees it', async () => {
  const message = await bob.until(() =>
    bob.sees(channel).messages.find(({ buttons }) => buttons.includes('Claim')),
  );
  expect((await bob.click('Claim', { on: message })).text).toContain('Only staff can do this');
  expect((await bob.click('Close', { on: message })).text).toContain('Only staff can do this');
  expect((await tickets.tickets())[0]).toMatchObject({ state: 'open', claimed_by: null });
});

test('who loses the role between a question and its answer does nothing any more', async () => {
  const retiring = tickets.guild.member('resigning', { roles: ['Support'] });
  await retiring.until(() => retiring.seesChannel(channel));
  const message = await retiring.until(() =>
    retiring.sees(channel).messages.find(({ buttons }) => buttons.includes('Claim')),
  );
  const deleting = await retiring.slash('/ticket delete', {}, { in: channel });
  await retiring.click('Close', { on: message });
  // Somebody added them to the ticket: they see it, and work on it no more.
  await sam.slash('/ticket add', { who: retiring }, { in: channel });
  retiring.takeRole('Support');
  await retiring.until(() => retiring.seesChannel(channel));
  expect((await retiring.submit({})).text).toContain('Only staff can do this');
  expect((await retiring.click('Delete for good', { on: deleting })).text).toContain(
    'Only staff can do this',
  );
  expect((await retiring.click('Claim', { on: message })).text).toContain('Only staff can do this');
  expect((await tickets.tickets())[0]).toMatchObject({ state: 'open', claimed_by: null });
});

test('who leaves, or is staff no more, has no claims', async () => {
  const claimed = () =>
    ada.until(async () => (await tickets.tickets()).find(({ claimed_by }) => claimed_by !== null));
  const free = () =>
    ada.until(async () => (await tickets.tickets()).every(({ claimed_by }) => claimed_by === null));
  const leaving = tickets.guild.member('leaving', { roles: ['Support'] });
  await leaving.slash('/ticket claim', {}, { in: channel });
  await claimed();
  leaving.leaves();
  expect(await free()).toBe(true);
  const retiring = tickets.guild.member('retiring', { roles: ['Support'] });
  await retiring.slash('/ticket claim', {}, { in: channel });
  await claimed();
  retiring.takeRole('Support');
  expect(await free()).toBe(true);
});

test('/set_staff lets a role work on the tickets that there are', async () => {
  const helper = tickets.guild.member('helper', { roles: [tickets.guild.createRole('Helpers')] });
  expect(helper.seesChannel(channel)).toBe(false);
  const reply = await ada.slash('/set_staff', { role: tickets.guild.role('Helpers') });
  expect(reply.text).toContain('@Support @Helpers');
  await helper.until(() => helper.seesChannel(channel));
  expect((await helper.slash('/ticket claim', {}, { in: channel })).text).toContain(
    'takes care of this ticket',
  );
});
