import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { days, minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketRow, type TicketsStage } from './tickets-stage.ts';

/** Many old tickets go at once: those that were asked for, and no others. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
/** Closed ten days ago, the first of them archived since. */
let old: TicketRow[];
/** As old, but pinned, of another type, or open; and one that was closed today. */
let kept: TicketRow[];

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam } = tickets);
  await tickets.addType();
  await tickets.addType();
  const first = [await closed('gus'), await closed('hal'), await closed('ivy')];
  await sam.slash('/ticket archive', {}, { in: first[0]!.channel! });
  const pinned = await closed('jim');
  await sam.slash('/ticket pin', {}, { in: pinned.channel! });
  const other = await closed('kim', 'Support 2');
  const open = await opened('leo');
  await tickets.advance(days(10));
  const late = await closed('mia');
  await tickets.arrives(first[0]!.id, 'archived');
  [old, kept] = [first, [pinned, other, open, late]];
});
afterAll(() => tickets?.stage.stop());

async function opened(name: string, type = 'Support'): Promise<TicketRow> {
  const creator = tickets.guild.member(name);
  const { ticket } = await tickets.open(creator, type);
  creator.say(`the question of ${name}`, { in: ticket.channel! });
  return ticket;
}

async function closed(name: string, type?: string): Promise<TicketRow> {
  const ticket = await opened(name, type);
  await sam.slash('/ticket close', { reason: `closed for ${name}` }, { in: ticket.channel! });
  return tickets.arrives(ticket.id, 'closed');
}

/** The states of tickets, as they are now. */
async function statesOf(some: readonly TicketRow[]): Promise<string[]> {
  const all = await tickets.tickets();
  return some.map(({ id }) => all.find((row) => row.id === id)!.state);
}

/** The message that says how far it is. */
const progress = () =>
  ada.sees('general').messages.filter((message) => message.shows('@ada has old tickets deleted'));

const removals = { kind: 'rest', method: 'DELETE', route: '/channels/:channel_id' } as const;

test('it says how many go, and does nothing until somebody agrees; staff who are no administrators may not', async () => {
  expect((await sam.slash('/ticket purge', { 'older-than': 7 })).text).toContain('You are not allowed');
  const none = await ada.slash('/ticket purge', { 'older-than': 60 });
  expect(none.text).toContain('There is no closed ticket that is so old');
  const asked = await ada.slash('/ticket purge', { 'older-than': 7, type: 'Support' });
  expect(asked.ephemeral).toBe(true);
  expect(asked.text).toContain('Delete 3 tickets that were closed before');
  expect(asked.shows('Only those of the type Support.')).toBe(true);
  const archived = await ada.slash('/ticket purge', { 'older-than': 7, 'archived-only': true });
  expect(archived.text).toContain('Delete 1 ticket ');
  await tickets.advance(minutes(1));
  expect(await statesOf(old)).toEqual(['archived', 'closed', 'closed']);
});

test('it shows how far it is, goes on after a crash, and leaves all others alone', async () => {
  const { faults } = tickets.stage.sandbox;
  const away = faults.add({ ...removals, status: 503 });
  const asked = await ada.slash('/ticket purge', { 'older-than': 7, type: 'Support' });
  const begun = await ada.click('Delete 3 for good', { on: asked });
  expect(begun.text).toContain('3 tickets are being deleted');
  await ada.until(() => progress()[0]?.shows('0 of 3'));
  const again = await ada.slash('/ticket purge', { 'older-than': 7 });
  const second = await ada.click(again.buttons[0]!, { on: again });
  expect(second.text).toContain('are being deleted already');
  await tickets.stage.bot.kill9();
  faults.remove(away);
  await tickets.stage.bot.start();
  for (const { id } of old) {
    await tickets.advance(minutes(1));
    await tickets.arrives(id, 'deleted');
  }
  await tickets.advance(minutes(1));
  await ada.until(() => progress()[0]?.shows('3 of 3') && progress()[0]?.shows('Done.'));
  expect(progress()).toHaveLength(1);
  expect(await statesOf(kept)).toEqual(['closed', 'closed', 'open', 'closed']);
  const channels = [...tickets.guild.record.channels.keys()];
  expect(kept.map(({ channel }) => channels.includes(channel!))).toEqual([true, true, true, true]);
  expect(old.map(({ channel }) => channels.includes(channel!))).toEqual([false, false, false]);
});

test('the records stay: who opened it, why it was closed, and what was written in it', async () => {
  const [first] = old;
  const info = await sam.slash('/ticket info', { ticket: String(first!.number) });
  expect(info.shows('Opened by: @gus')).toBe(true);
  expect(info.text).toContain('closed for gus');
  const transcript = await sam.slash('/ticket transcript', { ticket: String(first!.number) });
  const files = () => transcript.messages.flatMap(({ attachments }) => attachments);
  await transcript.until(() => files().length > 0);
  const text = await fetch(files().find(({ name }) => name.endsWith('.txt'))!.url);
  expect(await text.text()).toContain('the question of gus');
});
