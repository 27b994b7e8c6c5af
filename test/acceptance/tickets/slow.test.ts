import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { noPostgres } from '../../stage/stage-database.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** A database that takes longer to answer than Discord waits: everybody has their answer all the same. */
const missing = await noPostgres();
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let eve: Member;
let channel: string;

beforeAll(async () => {
  if (missing) {
    return;
  }
  tickets = await startTickets({ database: 'postgres', discord: { answerIn: 3_000, again: 'never' } });
  ({ ada, sam, eve } = tickets);
  await tickets.addType();
  await ada.slash('/ticket-types', { template: 'Product issue', staff: tickets.guild.role('Support') });
  ({ channel } = await tickets.open(eve));
  await sam.until(() => sam.sees(channel).messages.length > 0);
});
afterAll(() => tickets?.stage.stop());
beforeEach(({ skip }) => {
  if (missing) {
    skip(missing);
  }
});

/** Longer than the three seconds that Discord waits. */
const long = 3.5;

/** Does something while nobody gets at a table for a while. @returns what it answers in the end. */
async function whileSlow(work: () => Promise<Reply>, table = 'tickets__ticket'): Promise<Reply> {
  const { database } = tickets.stage;
  const locked = database.rows(
    `begin; lock table ${table} in access exclusive mode; select pg_sleep(${long}); commit`,
  );
  const holds = "select 1 from pg_locks where relation = to_regclass(?) and mode = 'AccessExclusiveLock'";
  await ada.until(async () => (await database.rows(holds, table)).length > 0);
  const [reply] = await Promise.all([work(), locked]);
  return reply;
}

/** The message with the buttons of the ticket. */
const control = () => sam.sees(channel).messages.find(({ buttons }) => buttons.includes('Close'))!;

test('a slow command is answered', async () => {
  const reply = await whileSlow(() => sam.slash('/ticket claim', {}, { in: channel }));
  await reply.until('@sam takes care of this ticket now');
  expect(reply.failed).toBeUndefined();
  const info = await whileSlow(() => eve.slash('/ticket info', {}, { in: channel }));
  await info.until('Opened by: @eve');
  expect(info.ephemeral).toBe(true);
});

test('a slow click is answered, and so is a form that was sent', async () => {
  await sam.until(() => control().buttons.includes('Give back'));
  const released = await whileSlow(() => sam.click('Give back', { on: control() }));
  await sam.until(() => control().buttons.includes('Claim'));
  expect(released.failed).toBeUndefined();
  const notes = await sam.slash('/ticket note', {}, { in: channel });
  await sam.click('Write a note', { on: notes });
  const written = await whileSlow(() => sam.submit({ text: 'a note that took its time' }));
  await written.until('a note that took its time');
  expect(written.failed).toBeUndefined();
});

test('opening a ticket answers, though the click itself came late', async () => {
  const { faults } = tickets.stage.sandbox;
  const late = faults.add({ kind: 'event', event: 'INTERACTION_CREATE', action: 'delay', delay: 1_500 });
  const reply = await whileSlow(() => sam.slash('/ticket create', { type: 'Support' }));
  faults.remove(late);
  await reply.until('is ready');
  expect(reply.failed).toBeUndefined();
});

test('a form that would open too late asks to do the same again, and then it opens', async () => {
  const create = () => eve.slash('/ticket create', { type: 'Product issue' });
  const reply = await whileSlow(create, 'tickets__form');
  await reply.until('Please do the same again');
  expect(reply.ephemeral).toBe(true);
  await create();
  expect(eve.modal?.fields.map(({ label }) => label)).toEqual(['Subject', 'Order id', 'Description']);
});
