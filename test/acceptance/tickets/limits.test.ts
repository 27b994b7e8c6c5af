import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';
import { setRules } from './type-rules.ts';

/** How many tickets people can have, and how fast: for one member, of a type, of all types. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;

const types = {
  Plain: {},
  Pair: { perPerson: '2' },
  Few: { perType: '3' },
  Slow: { cooldown: '30min', perPerson: '5' },
};

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam } = tickets);
  for (const [name, rules] of Object.entries(types)) {
    await ada.select('Add a type…', 'Empty', { on: await ada.slash('/ticket-types') });
    await ada.submit({ value: name });
    const staffRoles = tickets.guild.role('Support');
    await setRules(tickets, name, { Staff: { staffRoles }, 'Who may open it, and how many': rules });
  }
});
afterAll(() => tickets?.stage.stop());

/** What an answer says, without Markdown's marks. */
const words = ({ text }: Pick<Reply, 'text'>) => text.replaceAll('**', '');

/** Somebody who has no ticket. */
const guest = (): Member => tickets.guest();

/** Asks for a ticket. @returns what they are told in the end. */
const ask = async (by: Member, type: string) => words(await tickets.asks(by, type));

/** Who has tickets of a type. */
async function creatorsOf(type: string): Promise<string[]> {
  const sql =
    'select t.creator from tickets__ticket t join tickets__ticket_type y on y.id = t.type where y.name = ?';
  const rows = await tickets.stage.database.rows<{ creator: string }>(sql, type);
  return rows.map(({ creator }) => creator);
}

test('a member has as many tickets of a type as it allows; one that is closed makes room', async () => {
  const eve = guest();
  expect(await ask(eve, 'Pair')).toContain('is ready');
  const second = await tickets.open(eve, 'Pair');
  expect(await ask(eve, 'Pair')).toContain('You have 2 tickets of this type already');
  expect(await ask(guest(), 'Pair')).toContain('is ready');
  await sam.slash('/ticket close', { reason: 'solved' }, { in: second.channel });
  await tickets.arrives(second.ticket.id, 'closed');
  expect(await ask(eve, 'Pair')).toContain('is ready');
});

test('a type has as many tickets at a time as it allows, whoever they are of; the others are told to come back', async () => {
  const crowd = Array.from({ length: 8 }, guest);
  const replies = await tickets.atOneMoment(() =>
    Promise.all(crowd.map((one) => one.slash('/ticket create', { type: 'Few' }, { timeout: 60_000 }))),
  );
  await ada.until(() => replies.every(({ text }) => text !== '' && !text.includes('is being made')));
  const refused = replies.filter((reply) => words(reply).includes('There are 3 tickets of the type Few now'));
  expect(refused).toHaveLength(5);
  expect(await creatorsOf('Few')).toHaveLength(3);
});

test('between two tickets of a type a member waits; staff need not', async () => {
  const eve = guest();
  expect(await ask(eve, 'Slow')).toContain('is ready');
  const refused = await ask(eve, 'Slow');
  expect(refused).toContain('You opened a ticket of the type Slow a short while ago');
  expect(refused).toContain('write in the ticket that you have');
  await tickets.advance(minutes(31));
  expect(await ask(eve, 'Slow')).toContain('is ready');
  expect(await ask(sam, 'Slow')).toContain('is ready');
  expect(await ask(sam, 'Slow')).toContain('is ready');
});

test('the limit of the server counts the tickets of all types of a member', async () => {
  await tickets.choose('perMember', '2');
  const eve = guest();
  expect(await ask(eve, 'Plain')).toContain('is ready');
  expect(await ask(eve, 'Pair')).toContain('is ready');
  const refused = await ask(eve, 'Slow');
  expect(refused).toContain('You have 2 open tickets on this server, as many as you can have');
  expect(refused).toContain('#ticket-');
  expect(await ask(guest(), 'Plain')).toContain('is ready');
  await tickets.choose('perMember', '0');
});

test('two hundred clicks of twenty people at once make one ticket for each of them', async () => {
  await ada.slash('/sendticket', {}, { in: 'general' });
  const panel = await ada.until(() =>
    ada.sees('general').messages.find(({ buttons, ephemeral }) => !ephemeral && buttons.includes('Plain')),
  );
  const crowd = Array.from({ length: 20 }, guest);
  const clicks = crowd.flatMap((one) => Array.from({ length: 10 }, () => one));
  const before = (await creatorsOf('Plain')).length;
  const replies = await tickets.atOneMoment(() =>
    Promise.all(clicks.map((one) => one.click('Plain', { on: panel, timeout: 120_000 }))),
  );
  const made = (await creatorsOf('Plain')).slice(before);
  expect(made.toSorted()).toEqual(crowd.map(({ id }) => id).toSorted());
  // Whoever clicks while it is made is led to it; who clicks later is told that they have one.
  const answers = ['is ready', 'is being made', 'You have a ticket of this type already'];
  const answered = (reply: Reply) => answers.some((answer) => words(reply).includes(answer));
  await ada.until(() => replies.every(answered));
}, 180_000);

test('a server has as many tickets at a time as it allows', async () => {
  const sql =
    "select count(*) as count from tickets__ticket where state in ('requested', 'provisioning', 'open')";
  const [now] = await tickets.stage.database.rows<{ count: number }>(sql);
  await tickets.choose('perGuild', String(now!.count + 1));
  expect(await ask(guest(), 'Plain')).toContain('is ready');
  expect(await ask(guest(), 'Plain')).toContain(`There are ${now!.count + 1} open tickets on this server`);
  await tickets.choose('perGuild', '0');
});

test('whoever was blocked cannot open their ticket again; staff can, and read that there is a block', async () => {
  const eve = guest();
  const { ticket, channel } = await tickets.open(eve, 'Plain');
  const place = { in: channel };
  await sam.slash('/ticket close', { reason: 'spam' }, place);
  await tickets.arrives(ticket.id, 'closed');
  await ada.slash('/ticket-block add', { who: eve, reason: 'spam' });
  const button = await eve.until(() =>
    eve.sees(channel).messages.find(({ buttons }) => buttons.includes('Open again')),
  );
  expect((await eve.click('Open again', { on: button })).text).toContain('You cannot open tickets');
  expect((await eve.slash('/ticket reopen', {}, place)).text).toContain('You cannot open tickets');
  expect((await tickets.arrives(ticket.id, 'closed')).id).toBe(ticket.id);
  const opened = await sam.slash('/ticket reopen', {}, place);
  expect(opened.text).toContain('may not open tickets: see `/ticket-block list`');
  await tickets.arrives(ticket.id, 'open');
});

test('a role that members need is deleted: staff read it in the log and in /doctor, and nobody gets past it', async () => {
  const vip = tickets.guild.createRole('VIP');
  await setRules(tickets, 'Plain', { 'Who may open it, and how many': { requiredRoles: vip } });
  await tickets.choose('logChannel', 'other');
  tickets.guild.deleteRole(vip);
  const line = await ada.until(() => ada.sees('other').message('The role VIP is deleted'));
  expect(line.text).toContain('Plain');
  expect(words(await ada.slash('/doctor'))).toContain('A role that members need to open Plain tickets');
  expect(await ask(guest(), 'Plain')).toContain('you need one of these roles');
});

test('a click that Discord tells of twice makes one ticket', async () => {
  const { faults } = tickets.stage.sandbox;
  const twice = faults.add({ kind: 'event', event: 'INTERACTION_CREATE', action: 'duplicate' });
  const eve = guest();
  expect(await ask(eve, 'Pair')).toContain('is ready');
  faults.remove(twice);
  expect((await creatorsOf('Pair')).filter((creator) => creator === eve.id)).toHaveLength(1);
});
