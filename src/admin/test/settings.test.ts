import { afterAll, beforeAll, expect, test } from 'vitest';
import { setting } from '../../sdk/settings.ts';
import { AdminBot } from './admin-bot.ts';
import { padSettings } from './made-up-host.ts';

let bot: AdminBot;

beforeAll(async () => {
  bot = await AdminBot.start();
});

afterAll(() => bot.stop());

const open = () => bot.guild.member('ada').slash('/settings', { feature: 'pads' });
const value = (field: string) => bot.host.values.get('pads')![field];

test('the screen shows each setting with its value and what it is for, to one person alone', async () => {
  bot.host.values.set('pads', padSettings.parse({ board: bot.guild.channel('board').id }));
  const reply = await open();

  expect(reply.ephemeral).toBe(true);
  expect(reply.text).toContain('Settings: Training pads');
  expect(reply.shows('Greeting: Hi')).toBe(true);
  expect(reply.shows('What guests read first.')).toBe(true);
  expect(reply.shows('Size: Small pads')).toBe(true);
  expect(reply.shows('Open to all: off')).toBe(true);
  expect(reply.text).toMatch(/Board channel.*board/);
  expect(reply.shows('Page 1 of 2')).toBe(true);

  const next = await bot.guild.member('ada').click('Next page', { on: reply });

  expect(next.shows('Names: not set')).toBe(true);
  expect(next.shows('Greeting')).toBe(false);
});

test('a toggle flips at once, and two clicks in a row do not undo each other', async () => {
  const ada = bot.guild.member('ada');
  const reply = await open();
  const id = 'guildhall:setting-toggle:pads:open:on';
  await Promise.all([ada.click(id, { on: reply }), ada.click(id, { on: reply })]);

  expect(value('open')).toBe(true);
  expect(reply.shows('Open to all: on')).toBe(true);
  expect(reply.shows('Open to all is saved.')).toBe(true);
});

test('a text is typed into a modal that is filled in with the value', async () => {
  const ada = bot.guild.member('ada');
  const reply = await open();
  const { modal } = await ada.click('guildhall:setting-edit:pads:greeting', { on: reply });

  expect(modal?.field('Greeting')).toMatchObject({ value: 'Hi', description: 'What guests read first.' });

  await ada.submit({ Greeting: 'Welcome *all*' });

  expect(value('greeting')).toBe('Welcome *all*');
  expect(reply.text).toContain('**Greeting**: Welcome \\*all\\*');
});

test('what cannot be taken is told next to the field, and comes back for another try', async () => {
  const ada = bot.guild.member('ada');
  const reply = await open();
  await ada.click('guildhall:setting-edit:pads:pads', { on: reply });
  const refused = await ada.submit({ 'Number of pads': '99' });

  expect(refused.shows('This is too much. The most is 25.')).toBe(true);
  expect(refused.shows('You wrote: 99')).toBe(true);
  expect(value('pads')).toBe(9);

  const again = await ada.click('Try again', { on: refused });

  expect(again.modal?.field('Number of pads').value).toBe('99');

  await ada.submit({ 'Number of pads': '12' });

  expect(value('pads')).toBe(12);
});

test('a channel is chosen from a menu, and taken off again', async () => {
  bot.host.values.set('pads', padSettings.parse({}));
  const ada = bot.guild.member('ada');
  const screen = await open();
  await ada.click('guildhall:setting-edit:pads:board', { on: screen });
  await ada.select('Board channel', 'board', { on: screen });

  expect(value('board')).toBe(bot.guild.channel('board').id);

  await ada.click('guildhall:setting-edit:pads:board', { on: screen });
  await ada.click('Remove', { on: screen });

  expect(value('board')).toBeNull();
});

test('a channel or role that is deleted is shown as gone, and another is chosen in its place', async () => {
  const ada = bot.guild.member('ada');
  const channel = bot.guild.createChannel('old').id;
  const [first, second] = [bot.guild.createRole('First').id, bot.guild.createRole('Second').id];
  const kept = bot.guild.role('Staff').id;
  bot.host.values.set('pads', padSettings.parse({ board: channel, staff: [kept, first] }));
  bot.guild.deleteChannel('old');
  bot.guild.deleteRole('First');
  await ada.until(async () => (await open()).shows('Board channel: ⚠️ a channel that is gone'));
  const screen = await open();

  expect(screen.text).not.toContain(channel);
  expect(screen.buttons).toContain('Choose another');

  await ada.click('Choose another', { on: screen });
  await ada.select('Board channel', 'board', { on: screen });

  expect(value('board')).toBe(bot.guild.channel('board').id);
  expect(screen.buttons).not.toContain('Choose another');

  await ada.click('Next page', { on: screen });

  expect(screen.shows('Staff roles: @Staff, ⚠️ a role that is gone')).toBe(true);

  bot.host.values.set('pads', padSettings.parse({ staff: [first, second] }));
  bot.guild.deleteRole('Second');
  ada.user.locale = 'es-ES';
  await ada.until(async () => {
    const page = await open();
    await ada.click('Página siguiente', { on: page });
    return page.text.includes('⚠️ 2 roles que ya no existen') && !page.text.includes(second);
  });
  const after = await open();
  await ada.click('Página siguiente', { on: after });
  await ada.click('Elegir otro', { on: after });
  await ada.select('Staff roles', ['Helpers'], { on: after });
  ada.user.locale = 'en-US';

  expect(value('staff')).toEqual([bot.guild.role('Helpers').id]);
});

test('several roles are chosen at once, and a choice by its name', async () => {
  const ada = bot.guild.member('ada');
  const screen = await open();
  await ada.click('guildhall:setting-edit:pads:size', { on: screen });
  await ada.select('Size', 'Big pads', { on: screen });
  await ada.click('Next page', { on: screen });
  await ada.click('guildhall:setting-edit:pads:staff', { on: screen });
  await ada.select('Staff roles', ['Staff', 'Helpers'], { on: screen });

  expect(value('size')).toBe('big');
  expect(value('staff')).toHaveLength(2);
  expect(screen.shows('Page 2 of 2')).toBe(true);

  await ada.click('guildhall:setting-edit:pads:staff', { on: screen });
  await ada.click('Back', { on: screen });

  expect(screen.shows('Page 2 of 2')).toBe(true);
});

test('a choice that is no longer there is refused in words of the person, and nothing is set', async () => {
  const sol = bot.guild.member('ada');
  const screen = await open();
  sol.user.locale = 'es-ES';
  await sol.click('guildhall:setting-edit:pads:size', { on: screen });
  bot.host.values.set('pads', padSettings.parse({}));
  bot.host.schema = padSettings.extend({ size: setting.choice(['small', 'tiny'], { default: 'small' }) });
  const refused = await sol.select('Size', 'Big pads', { on: screen });
  bot.host.schema = padSettings;
  sol.user.locale = 'en-US';

  expect(refused.text).toContain('Esto no se puede poner aquí. Vuelve atrás');
  expect(refused.text).not.toMatch(/invalid|expected/i);
  expect(value('size')).toBe('small');
});

test('names are written one a line', async () => {
  const ada = bot.guild.member('ada');
  const screen = await open();
  await ada.click('Next page', { on: screen });
  await ada.click('guildhall:setting-edit:pads:names', { on: screen });
  await ada.submit({ Names: 'North\nSouth' });

  expect(value('names')).toEqual(['North', 'South']);
});

test('what a file decides is shown as such, and an old button does not change it', async () => {
  const ada = bot.guild.member('ada');
  const before = await open();
  bot.host.fixed.pads = 'config/guilds/1.json';
  const refused = await ada.click('guildhall:setting-edit:pads:pads', { on: before });
  const after = await open();
  delete bot.host.fixed.pads;

  expect(refused.shows('The file config/guilds/1.json decides this setting.')).toBe(true);
  expect(after.shows('Set in the file config/guilds/1.json.')).toBe(true);
  expect(after.buttons).toContain('Fixed');
  await expect(ada.click('guildhall:setting-edit:pads:pads', { on: after })).rejects.toThrow();
});

test('the server has settings of its own, and features without any say so', async () => {
  const ada = bot.guild.member('ada');
  const server = await ada.slash('/settings', { feature: 'server' });

  expect(server.shows('Language: English')).toBe(true);
  expect(server.shows('Time zone: America/New_York')).toBe(true);

  const none = await ada.slash('/settings', { feature: 'nonsense' });

  expect(none.text).toContain('has no settings');
});

test('features are offered by name while typing', async () => {
  const { choices } = await bot.guild.member('ada').autocomplete('/settings', { feature: 'pad' });

  expect(choices).toEqual([expect.objectContaining({ name: 'Training pads', value: 'pads' })]);
});
