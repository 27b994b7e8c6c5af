import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** Who may not open tickets, and until when. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let eve: Member;
let bob: Member;

beforeAll(async () => {
  tickets = await startTickets({ roles: ['Support', 'Muted'] });
  ({ ada, sam, eve, bob } = tickets);
  sam.giveRole('Staff');
  await tickets.addType();
});
afterAll(() => tickets?.stage.stop());

/** What somebody is told who wants a ticket. */
const asks = async (by: Member) => (await tickets.asks(by)).text;

test('a member is blocked for a time and reads until when and why; leaving the server does not clear it', async () => {
  const blocked = await sam.slash('/ticket-block add', { who: eve, until: 'in 2 hours', reason: 'Spam' });
  expect(blocked.shows('@eve cannot open tickets until')).toBe(true);
  const refused = await asks(eve);
  expect(refused).toContain('You cannot open tickets on this server until');
  expect(refused).toContain('Reason: Spam');
  eve.leaves();
  await tickets.crash();
  eve.joins(tickets.guild);
  expect(await asks(eve)).toBe(refused);
  expect(await asks(bob)).toContain('is ready');

  await tickets.advance(minutes(121));
  expect(await asks(eve)).toContain('is ready');
  expect((await sam.slash('/ticket-block list')).text).toContain('Everybody may');
});

test('a role is blocked: all who have it, as long as they have it, until somebody ends it', async () => {
  const fay = tickets.guild.member('fay', { roles: ['Muted'] });
  const gus = tickets.guild.member('gus', { roles: ['Muted'] });
  const role = tickets.guild.role('Muted');
  await sam.slash('/ticket-block add', { who: role });
  expect(await asks(fay)).toContain('Ask staff if you think that this is wrong');
  fay.takeRole('Muted');
  expect(await asks(fay)).toContain('is ready');
  expect((await sam.slash('/ticket-block list')).text).toContain('@Muted');

  expect(await asks(gus)).toContain('You cannot open tickets on this server.');
  const ended = await sam.slash('/ticket-block remove', { who: role });
  expect(ended.shows('@Muted can open tickets again')).toBe(true);
  expect(await asks(gus)).toContain('is ready');
});

test('what cannot be is said: a time that is over, nobody blocked, everybody blocked; members block nobody', async () => {
  const add = async (who: unknown, more = {}) =>
    (await sam.slash('/ticket-block add', { who, ...more } as never)).text;
  expect(await add(bob, { until: 'once upon a time' })).toContain('I cannot read');
  expect(await add(bob, { until: '2020-01-01' })).toContain('or it is over');
  expect(await add(tickets.guild.role('@everyone'))).toContain('keep everybody from opening tickets');
  expect((await sam.slash('/ticket-block remove', { who: bob })).text).toContain('They are not blocked');
  expect(eve.commands()).not.toContain('/ticket-block add');
  expect(await asks(ada)).toContain('is ready');
});
