import { type Member, type Reply, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMessage } from '../../../sandbox/discord/state/messages.ts';
import { seconds } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** The messages by which members open tickets: put up, changed, deleted, and clicked. */
let tickets: TicketsStage;
let ada: Member;
let eve: Member;
let bob: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, eve, bob } = tickets);
  tickets.guild.createChannel('help');
  await ada.slash('/ticket-types', { template: 'Support' });
});
afterAll(() => tickets?.stage.stop());

/** What an answer says, without Markdown's marks. */
const words = ({ text }: Pick<Reply, 'text'>) => text.replaceAll('**', '');

/** The panels in a channel. */
const panelsIn = (channel: string): ShownMessage[] =>
  ada.sees(channel).messages.filter(({ text }) => text.includes('Only you and staff will see your ticket'));

/** The one panel of a channel, when it shows these buttons. */
const panel = (channel: string, ...buttons: string[]): Promise<ShownMessage> =>
  ada.until(() => {
    const [one, ...more] = panelsIn(channel);
    return one && more.length === 0 && String(one.buttons) === String(buttons) ? one : undefined;
  });

/** Somebody's newest ticket. */
const ticketOf = async ({ id }: Member) =>
  (await tickets.tickets()).findLast(({ creator }) => creator === id);

/** The custom id of a button of the screen. */
const idOf = (screen: Reply, begin: string) =>
  screen.message!.allButtons.find(({ customId }) => customId?.startsWith(begin))!.customId!;

let screen: Reply;

test('an administrator puts a panel up, and a member opens a ticket with one click', async () => {
  screen = await ada.slash('/ticket setup');
  expect(words(screen)).toContain('There is no panel yet');
  await ada.select('Put up a panel in…', tickets.guild.channel('help'), { on: screen });
  expect(words(screen)).toContain('Panel in #help');
  const message = await panel('help', '💬 Support');
  expect(message.allButtons[0]!.style).toBe('success');
  const reply = await eve.click('💬 Support', { on: message });
  expect(reply.ephemeral).toBe(true);
  await eve.until(() => reply.text.includes('is ready: #ticket-0001'));
  const again = await eve.click('💬 Support', { on: message });
  expect(words(again)).toContain('You have a ticket of this type already: #ticket-0001');
});

test('a panel follows its types in place: added, renamed and taken away', async () => {
  const [before] = panelsIn('help');
  const types = await ada.slash('/ticket-types', { template: 'Other' });
  await tickets.advance(seconds(6));
  await panel('help', '💬 Support', '❓ Other');
  await ada.select('What to change', 'Name and welcome', { on: types });
  await ada.click(idOf(types, 'tickets:type:edit'), { on: types });
  await ada.submit({ value: 'Anything else' });
  // The panel keeps its distance from its last change, for as long as the clock stands still.
  const late = await tickets.atOneMoment(async () => {
    await tickets.advance(seconds(6));
    const renamed = await panel('help', '💬 Support', '❓ Anything else');
    expect(renamed.id).toBe(before!.id);
    // Whoever had the channel open clicks a button of a type that is gone a moment later.
    const button = renamed.button('❓ Anything else')!;
    await ada.click('Remove', { on: types });
    await ada.click('Yes, remove it', { on: types });
    return bob.click(button.customId!, { on: renamed });
  });
  expect(words(late)).toContain('Tickets of the type Anything else are not offered any more');
  await tickets.advance(seconds(6));
  expect((await panel('help', '💬 Support')).id).toBe(before!.id);
});

test('its title, text and style are changed, and a menu opens tickets too', async () => {
  await ada.click(idOf(screen, 'tickets:panel:edit'), { on: screen });
  await ada.submit({ value: 'Need a hand?' });
  expect(words(screen)).toContain('Title is saved');
  const style = screen.message!.allButtons.filter(({ customId }) => customId?.includes(':style'))[0]!;
  await ada.click(style.customId!, { on: screen });
  await ada.select('Members choose by', 'A menu', { on: screen });
  await tickets.advance(seconds(6));
  const message = await ada.until(() => panelsIn('help').find(({ selects }) => selects.length > 0));
  expect(words(message)).toContain('Need a hand?');
  const reply = await bob.select('What is it about?', 'Support', { on: message });
  await bob.until(() => reply.text.includes('is ready: #ticket-0002'));
});

test('it moves to another channel, and the old message goes', async () => {
  const place = () => screen.message!.allButtons.find(({ customId }) => customId?.endsWith(':channel'))!;
  await ada.click(place().customId!, { on: screen });
  await ada.click('Remove', { on: screen });
  expect(words(screen)).toContain('A panel needs a channel');
  await ada.click(place().customId!, { on: screen });
  await ada.select('Channel', tickets.guild.channel('other'), { on: screen });
  await tickets.advance(seconds(6));
  await ada.until(() => panelsIn('other').length === 1 && panelsIn('help').length === 0);
  expect(words(panelsIn('other')[0]!)).toContain('Need a hand?');
});

test('after a crash it is found and brought up to date, and its buttons work', async () => {
  const [before] = panelsIn('other');
  await tickets.crash();
  await ada.slash('/ticket-types', { template: 'Product issue' });
  await tickets.advance(seconds(6));
  const message = await ada.until(() => panelsIn('other').find((one) => one.selects.length > 0));
  expect(message.id).toBe(before!.id);
  await ada.until(() => message.allSelects[0]?.options.some((option) => option.includes('Product issue')));
  expect(panelsIn('other')).toHaveLength(1);
});

test('/sendticket brings the panel of a channel to the bottom; !sendticket puts one up where it is typed', async () => {
  const [before] = panelsIn('other');
  ada.say('some talk', { in: 'other' });
  await ada.slash('/sendticket', {}, { in: 'other' });
  await tickets.advance(seconds(6));
  const after = await ada.until(() => panelsIn('other').find(({ id }) => id !== before!.id));
  await ada.until(() => before!.deleted);
  const seenByAll = ada.sees('other').messages.filter(({ ephemeral }) => !ephemeral);
  expect(seenByAll.at(-1)!.id).toBe(after.id);

  ada.say('!sendticket', { in: 'help' });
  await ada.until(() => panelsIn('help').length === 1);
  await ada.until(() => !ada.sees('help').shows('!sendticket'));
});

test('a panel that is deleted by hand stays away, also when the bot was not there', async () => {
  ada.deletes(panelsIn('help')[0]!);
  const left = async () => {
    const sql = 'select * from tickets__panel where guild = ?';
    return (await tickets.stage.database.rows(sql, tickets.guild.id)).length;
  };
  await tickets.advance(seconds(6));
  await ada.until(async () => (await left()) === 1);
  await tickets.stage.bot.stop();
  ada.deletes(panelsIn('other')[0]!);
  await tickets.stage.bot.start();
  await tickets.advance(seconds(6));
  await ada.until(async () => (await left()) === 0);
  expect([...panelsIn('help'), ...panelsIn('other')]).toHaveLength(0);
});

test('two hundred clicks on a panel at once make one ticket', async () => {
  await ada.slash('/sendticket', {}, { in: 'help' });
  const message = await ada.until(() => panelsIn('help')[0]);
  const carl = tickets.guild.member('carl');
  const replies = await tickets.atOneMoment(() =>
    Promise.all(
      Array.from({ length: 200 }, () => carl.click('💬 Support', { on: message, timeout: 60_000 })),
    ),
  );
  expect((await tickets.tickets()).filter(({ creator }) => creator === carl.id)).toHaveLength(1);
  const number = String((await ticketOf(carl))!.number).padStart(4, '0');
  // A click while the ticket is on its way is that ticket; a later one is refused.
  const refused = 'You have a ticket of this type already';
  const told = replies.filter((reply) => !reply.shows(refused));
  expect(told).not.toHaveLength(0);
  await Promise.all(told.map((reply) => reply.until(`Your ticket ${number} is ready`)));
});

test('a copy of a panel that nobody knows any more goes when one is put up there; other messages stay', async () => {
  const { stage, guild } = tickets;
  const [known] = panelsIn('help');
  const author = stage.account.user;
  const write = (content: string, components: unknown = []) =>
    new ShownMessage(
      stage.sandbox.world,
      createMessage(stage.sandbox.world, guild.channel('help'), {
        author,
        content,
        components: components as never,
      }),
    );
  const old = JSON.stringify(known!.record.components).replaceAll(
    /(?<=tickets:open:[^"]*:)[^":]+(?=")/g,
    'before',
  );
  const copy = write('Only you and staff will see your ticket', JSON.parse(old));
  const news = write('Something else of the bot');
  await ada.slash('/sendticket', {}, { in: 'help' });
  await tickets.advance(seconds(6));
  await ada.until(() => copy.deleted && known!.deleted && panelsIn('help').length === 1);
  expect(news.deleted).toBe(false);
});

test('whoever is no administrator puts up no panel', async () => {
  expect(bob.commands()).not.toContain('/sendticket');
  bob.say('!sendticket', { in: 'other' });
  await ada.until(() => ada.sees('other').shows('You are not allowed to do this'));
  expect(panelsIn('other')).toHaveLength(0);
});
