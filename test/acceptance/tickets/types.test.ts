import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** What administrators make of the types of tickets, on the screen of `/ticket-types`. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam } = tickets);
  tickets.guild.createChannel('Open', { type: 'category' });
});
afterAll(() => tickets?.stage.stop());

/** What an answer says, without Markdown's marks. */
const words = ({ text }: Reply) => text.replaceAll('**', '');

/** The custom id of a button on the screen of a type. */
function idOf(screen: Reply, act: string, field = ''): string {
  const ids = screen.message!.allButtons.map(({ customId }) => customId ?? '');
  const found = ids.find((id) => id.startsWith(`tickets:type:${act}:`) && id.includes(field && `:${field}`));
  if (!found) {
    throw new Error(`no button for ${act} ${field} on: ${screen.text}`);
  }
  return found;
}

/** Opens the list, adds a type from a template, and shows its screen. */
async function add(template: string, screen?: Reply): Promise<Reply> {
  const list = screen ?? (await ada.slash('/ticket-types'));
  await ada.select('Add a type…', template, { on: list });
  return list;
}

const section = (screen: Reply, name: string) => ada.select('What to change', name, { on: screen });

/** Types a new value for a field. */
async function write(screen: Reply, field: string, value: string): Promise<Reply> {
  await ada.click(idOf(screen, 'edit', field), { on: screen });
  return ada.submit({ value });
}

async function typeRow(name: string) {
  const sql = 'select * from tickets__ticket_type where guild = ? and name = ?';
  const rows = await tickets.stage.database.rows<Record<string, unknown>>(sql, tickets.guild.id, name);
  return rows[0];
}

test('an administrator adds a type from a template and changes it by menus and forms', async () => {
  const screen = await ada.slash('/ticket-types');
  expect(screen.ephemeral).toBe(true);
  expect(words(screen)).toContain('There is no type of ticket yet');
  await add('Support', screen);
  expect(words(screen)).toContain('💬 Support is there');

  await write(screen, 'name', 'Money back');
  expect(words(screen)).toContain('Name is saved');
  await section(screen, 'Staff');
  await ada.click(idOf(screen, 'edit', 'staffRoles'), { on: screen });
  await ada.select('Staff roles', tickets.guild.role('Support'), { on: screen });
  expect(words(screen)).toMatch(/Staff roles: @Support/);
  await section(screen, 'Channels');
  await ada.click(idOf(screen, 'edit', 'openCategory'), { on: screen });
  await ada.select('Category for open tickets', tickets.guild.channel('Open'), { on: screen });
  await section(screen, 'Who may open it, and how many');
  await write(screen, 'cooldown', '1h 30min');
  expect(words(screen)).toContain('Pause between two tickets: 1h 30min');
  expect(await typeRow('Money back')).toMatchObject({ cooldown: 90, per_person: 1, version: 5 });

  const eve = tickets.guild.member('eva');
  const { channel } = await tickets.open(eve, 'Money back');
  expect(sam.seesChannel(channel)).toBe(true);
  expect(tickets.guild.channel(channel).parentId).toBe(tickets.guild.channel('Open').id);
});

test('what cannot be taken is said, and what was typed comes back', async () => {
  const screen = await add('Support');
  const refused = await write(screen, 'emoji', 'two words');
  expect(words(refused)).toContain('This is not one emoji');
  expect(words(refused)).toContain('You wrote: `two words`');
  await tickets.crash();
  await ada.click('Try again', { on: refused });
  expect(ada.modal?.field('value').value).toBe('two words');
  await ada.submit({ value: '🎉' });
  expect(words(refused)).toContain('🎉 Support');

  await write(refused, 'name', 'money BACK');
  expect(words(refused)).toContain('There is a type called money BACK already');
  await ada.click('Back', { on: refused });
  expect(words(refused)).toContain('🎉 Support');
});

test('of two who change the same type the second is told, and what they typed is not lost', async () => {
  const boss = tickets.guild.createRole('Boss', { permissions: ['Administrator'] });
  const tim = tickets.guild.member('tina', { roles: [boss.name] });
  const screen = await section(await add('Other'), 'Who may open it, and how many');
  const list = await tim.slash('/ticket-types');
  const id = idOf(screen, 'preview').split(':')[3]!;
  await tim.click(idOf(list, 'show', id), { on: list });
  await tim.select('What to change', 'Who may open it, and how many', { on: list });
  await tim.click(idOf(list, 'edit', 'perPerson'), { on: list });
  await write(screen, 'perPerson', '3');
  const late = await tim.submit({ value: '7' });
  expect(words(late)).toContain('Somebody else changed this type meanwhile');
  expect(words(late)).toContain('You wrote: `7`');
  await tim.click('Try again', { on: late });
  await tim.submit();
  expect(words(late)).toContain('For each member: 7');
});

test('a type is moved, taken away and brought back; its tickets go on', async () => {
  const screen = await add('Support');
  await section(screen, 'Staff');
  const bob = tickets.guild.member('bobby');
  const { ticket, channel } = await tickets.open(bob, 'Support 2');
  await ada.click('Move up', { on: screen });
  await ada.click('Remove', { on: screen });
  expect(words(screen)).toContain('1 ticket that is there goes on');
  await ada.click('Yes, remove it', { on: screen });
  expect(words(screen)).toContain('💬 Support 2 was taken away');
  const refused = await tickets.guild.member('carl').slash('/ticket create', { type: 'Support 2' });
  expect(words(refused)).toContain('There is no such type of ticket');
  expect((await tickets.arrives(ticket.id, 'open')).channel).not.toBeNull();
  expect(bob.say('still here', { in: channel }).text).toBe('still here');

  await ada.click('Removed types (1)', { on: screen });
  await ada.click('Bring back', { on: screen });
  expect(words(screen)).toContain('💬 Support 2 is back');
});

test('an empty type is named by whoever adds it; a taken name is asked for again', async () => {
  const list = await ada.slash('/ticket-types');
  await ada.select('Add a type…', 'Empty', { on: list });
  const refused = await ada.submit({ value: 'support' });
  expect(words(refused)).toContain('There is a type called support already');
  await ada.click('Try again', { on: refused });
  expect(ada.modal?.field('value').value).toBe('support');
  await ada.submit({ value: 'Partnership' });
  expect(words(refused)).toContain('Partnership is there');
});

test('the welcome text shows who, which number and how many are open', async () => {
  const screen = await add('Support');
  expect(words(screen)).toContain('Support 3');
  await write(screen, 'welcome', 'Hi {user}, no. {number} at {guild}: {open} before you. {nonsense}');
  const preview = await ada.click('Preview', { on: screen });
  expect(words(preview)).toContain('Hi @ada, no. 0042 at Test: 3 before you. {nonsense}');
  await tickets.open(tickets.guild.member('dora'), 'Support 3');
  const { channel } = await tickets.open(tickets.guild.member('emil'), 'Support 3');
  await sam.until(() =>
    tickets.guild.member('emil').sees(channel).shows('at Test: 1 before you. {nonsense}'),
  );
});

test('staff who are no administrators change no types; whoever reads Spanish has the screen in Spanish', async () => {
  expect(sam.commands()).not.toContain('/ticket-types');
  ada.user.locale = 'es-ES';
  expect((await ada.slash('/ticket-types')).text).toContain('Tipos de ticket');
  ada.user.locale = 'en-US';
});

test('a category that was deleted is shown as gone, and another is chosen in its place', async () => {
  const screen = await section(await add('Support'), 'Channels');
  for (const name of ['Old', 'New']) {
    tickets.guild.createChannel(name, { type: 'category' });
  }
  await ada.click(idOf(screen, 'edit', 'openCategory'), { on: screen });
  await ada.select('Category for open tickets', tickets.guild.channel('Old'), { on: screen });
  tickets.guild.deleteChannel('Old');
  await section(screen, 'Channels');
  expect(words(screen)).toContain('Category for open tickets: ⚠️ a channel that is gone');

  await ada.click('Choose another', { on: screen });
  await ada.select('Category for open tickets', tickets.guild.channel('New'), { on: screen });
  expect(words(screen)).toContain('Category for open tickets: #New');
  expect(words(screen)).not.toContain('a channel that is gone');
});
