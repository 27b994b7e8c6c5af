import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** What staff do with a ticket between its opening and its end. */
let tickets: TicketsStage;
let sam: Member;
let tim: Member;
let bob: Member;

beforeAll(async () => {
  tickets = await startTickets({ roles: ['Support', 'Billing'] });
  ({ sam, tim, bob } = tickets);
  await tickets.addType();
  await tickets.choose('logChannel', 'other');
});
afterAll(() => tickets?.stage.stop());

/** A ticket of somebody who has none, as soon as its message is there. */
async function opened() {
  const creator = tickets.guest();
  const { ticket, channel } = await tickets.open(creator);
  await creator.until(() => creator.sees(channel).messages.length > 0);
  return { creator, ticket, channel };
}

test('a ticket is handed to a colleague, and to nobody else', async () => {
  const { channel } = await opened();
  const refused = await sam.slash('/ticket transfer', { staff: bob }, { in: channel });
  expect(refused.text).toContain('@bob does not work on tickets of this type');
  expect((await sam.slash('/ticket transfer', {}, { in: channel })).text).toContain(
    'Choose either a colleague',
  );
  expect((await sam.slash('/ticket transfer', { staff: tim }, { in: channel })).text).toContain(
    '@tim takes care of this ticket now',
  );
  await sam.until(() => sam.sees(channel).shows('Claimed by: @tim'));
  await sam.until(() => sam.sees('other').shows('@sam gave ticket'));
});

test('a ticket that gets another creator is theirs: the one before sees it no more', async () => {
  const { channel, creator } = await opened();
  const next = tickets.guild.member('next-one');
  const reply = await sam.slash('/ticket transfer', { creator: next }, { in: channel });
  expect(reply.text).toContain('This is the ticket of @next-one now');
  await next.until(() => next.seesChannel(channel) && !creator.seesChannel(channel));
  await next.until(() => next.sees(channel).shows('Opened by: @next-one'));
});

test('priority and labels stand on the message of the ticket', async () => {
  const { channel } = await opened();
  const changed = await sam.slash('/ticket priority', { level: 'urgent' }, { in: channel });
  expect(changed.shows('@sam changed the priority of this ticket to 🔴 urgent')).toBe(true);
  await sam.slash('/ticket label', { add: 'Waiting for bank' }, { in: channel });
  const offered = await tim.autocomplete('/ticket label', { remove: 'bank' }, { in: channel });
  expect(offered.choices.map(({ name }) => name)).toEqual(['Waiting for bank']);
  await sam.until(
    () => sam.sees(channel).shows('Priority: 🔴 urgent') && sam.sees(channel).shows('Waiting for bank'),
  );
  const gone = await sam.slash('/ticket label', { remove: 'waiting for bank' }, { in: channel });
  expect(gone.text).toContain('This ticket has no labels');
});

test('a label is deleted by whoever works on all tickets that have it; who may not, or names another, is told', async () => {
  const { channel, creator } = await opened();
  await tickets.addType({ template: 'Purchase', staff: tickets.guild.role('Billing') });
  const cara = tickets.guild.member('cara', { roles: ['Billing'] });
  const theirs = (await tickets.open(tickets.guest(), 'Purchase')).channel;
  const label = (by: Member, options: object, where = channel) =>
    by.slash('/ticket label', options as never, { in: where });
  await label(sam, { add: 'Chargeback' });
  await label(cara, { add: 'Chargeback' }, theirs);

  expect((await label(creator, { delete: 'Chargeback' })).text).toContain('Only staff can do this');
  expect((await label(sam, { delete: 'Charge back' })).text).toContain('There is no label Charge back');
  for (const [by, where, type] of [
    [sam, channel, 'Purchase'],
    [cara, theirs, 'Support'],
  ] as const) {
    const refused = await label(by, { delete: 'chargeback' }, where);
    expect(refused.text).toContain(`is on tickets of the type ${type} too, and you do not work on those`);
  }
  for (const [by, where] of [
    [sam, channel],
    [cara, theirs],
  ] as const) {
    expect((await label(by, {}, where)).text).toContain('Chargeback');
  }

  await label(cara, { remove: 'Chargeback' }, theirs);
  expect((await label(sam, { delete: 'CHARGEBACK' })).text).toContain('This ticket has no labels');
  expect((await sam.autocomplete('/ticket label', { add: 'charge' }, { in: channel })).choices).toEqual([]);
});

test('a message of the ticket is pinned and unpinned by its link; one of elsewhere is not', async () => {
  const { channel, creator, ticket } = await opened();
  const said = creator.say('this is the important part', { in: channel });
  const link = `https://discord.com/channels/${tickets.guild.id}/${ticket.channel}/${said.id}`;
  expect((await sam.slash('/ticket pin', { message: link }, { in: channel })).text).toContain('is pinned');
  expect((await sam.slash('/ticket pin', { message: said.id }, { in: channel })).text).toContain(
    'no longer pinned',
  );
  const elsewhere = bob.say('hello', { in: 'general' });
  expect((await sam.slash('/ticket pin', { message: elsewhere.id }, { in: channel })).text).toContain(
    'no such message in this ticket',
  );
});

test('an archived ticket is out of the way, and opens again', async () => {
  const { channel, ticket, creator } = await opened();
  await sam.slash('/ticket close', { reason: 'done' }, { in: channel });
  await tickets.arrives(ticket.id, 'closed');
  expect((await sam.slash('/ticket archive', {}, { in: channel })).text).toContain('archived this ticket');
  await tickets.arrives(ticket.id, 'archived');
  await creator.until(() => !creator.seesChannel(channel));
  await sam.slash('/ticket reopen', {}, { in: channel });
  await tickets.arrives(ticket.id, 'open');
  expect(creator.say('back again', { in: channel }).text).toBe('back again');
});

test('the log channel hears of all of it', async () => {
  const { channel, ticket } = await opened();
  const number = String(ticket.number).padStart(4, '0');
  await sam.until(() => sam.sees('other').shows(`opened ticket ${number}`));
  await sam.slash('/ticket close', { reason: 'solved by a call' }, { in: channel });
  await sam.until(() => sam.sees('other').shows(`@sam closed ticket ${number} (solved by a call)`));
  const lines = sam.sees('other').messages.filter((message) => message.shows(`ticket ${number}`));
  expect(lines).toHaveLength(2);
});
