import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** A ticket from the first click to its end. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let tim: Member;
let eve: Member;
let bob: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam, tim, eve, bob } = tickets);
  await ada.slash('/ticket-types', { template: 'Support', staff: tickets.guild.role('Support') });
});
afterAll(() => tickets?.stage.stop());

test('a member opens a ticket: they and staff see its channel, nobody else does', async () => {
  const { reply, ticket, channel } = await tickets.open(eve);
  expect(reply.text).toContain('is ready: #ticket-0001');
  expect(ticket.state).toBe('open');
  expect(channel).toBe('ticket-0001');
  await eve.until(() => eve.sees(channel).shows('Tell us what you need'));
  expect(sam.sees(channel).shows('Opened by: @eve')).toBe(true);
  expect(bob.seesChannel(channel)).toBe(false);

  expect((await tickets.open(eve)).reply.text).toContain(
    'You have a ticket of this type already: #ticket-0001',
  );
});

test('staff claim, add, close, open again and delete; whoever was added stays through all of it', async () => {
  const { ticket, channel } = await tickets.open(tim);
  const message = await sam.until(() =>
    sam.sees(channel).messages.find(({ buttons }) => buttons.includes('Claim')),
  );
  expect((await sam.click('Claim', { on: message })).text).toContain('@sam takes care of this ticket now');
  await sam.slash('/ticket add', { who: bob }, { in: channel });
  await bob.until(() => bob.sees(channel).shows('@bob was added'));
  await sam.slash('/ticket close', { reason: 'solved' }, { in: channel });
  await tickets.arrives(ticket.id, 'closed');
  expect(bob.sees(channel).message('closed this ticket')?.shows('Reason: solved')).toBe(true);
  expect(() => bob.say('hello', { in: channel })).toThrow('may not write');
  await sam.slash('/ticket reopen', {}, { in: channel });
  await tickets.arrives(ticket.id, 'open');
  expect(bob.say('hello', { in: channel }).text).toBe('hello');
  const asked = await sam.slash('/ticket delete', {}, { in: channel });
  expect(asked.text).toContain('go away for good');
  await sam.click('Delete for good', { on: asked });
  await tickets.arrives(ticket.id, 'deleted');
  expect(tickets.guild.channels).not.toContain(channel);
});

test('two hundred clicks at once make one ticket', async () => {
  const before = (await tickets.tickets()).length;
  const replies = await tickets.atOneMoment(() =>
    Promise.all(
      Array.from({ length: 200 }, () =>
        bob.slash('/ticket create', { type: 'Support' }, { timeout: 60_000 }),
      ),
    ),
  );
  expect((await tickets.tickets()).length).toBe(before + 1);
  const ticket = (await tickets.tickets()).findLast(({ creator }) => creator === bob.id);
  const number = String(ticket!.number).padStart(4, '0');
  const [onItsWay, ready, there] = [
    `Your ticket ${number} is being made.`,
    `Your ticket ${number} is ready: #ticket-${number}`,
    `You have a ticket of this type already: #ticket-${number}`,
  ] as const;
  // A click while the ticket is on its way is that ticket; a later one is refused.
  const words = [onItsWay, ready, there];
  expect(replies.filter((reply) => !words.some((some) => reply.shows(some))).map(({ text }) => text)).toEqual(
    [],
  );
  const told = replies.filter((reply) => !reply.shows(there));
  expect(told).not.toHaveLength(0);
  await Promise.all(told.map((reply) => reply.until(ready)));
  expect(tickets.guild.channels.filter((name) => name.startsWith('ticket-'))).toEqual([
    expect.any(String),
    `ticket-${number}`,
  ]);
});

test('a bot that dies while it makes a channel goes on with it: one channel, one message', async () => {
  const slow = tickets.stage.sandbox.faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/guilds/:guild/channels',
    delay: 3_000,
  });
  const carl = tickets.guild.member('carl');
  void carl.slash('/ticket create', { type: 'Support' }).catch(() => {});
  const asked = () => tickets.stage.sandbox.faults.list().some(({ id, struck }) => id === slow && struck > 0);
  await carl.until(asked);
  await tickets.crash();
  tickets.stage.sandbox.faults.clear();
  const ticket = await carl.until(async () =>
    (await tickets.tickets()).find(({ creator, state }) => creator === carl.id && state === 'open'),
  );
  const name = `ticket-${String(ticket.number).padStart(4, '0')}`;
  await carl.until(() => carl.sees(name).messages.length > 0);
  expect(tickets.guild.channels.filter((channel) => channel === name)).toHaveLength(1);
  expect(carl.sees(name).messages).toHaveLength(1);
});
