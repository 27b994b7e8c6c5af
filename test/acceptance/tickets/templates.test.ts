import type { Member, Reply, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { days } from '../../stage/feature-stage.ts';
import { ShopStage } from '../shop/shop-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** The templates with a form, from the panel to the ticket, with orders of the real orders and of the real shop. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let eve: Member;
let bob: Member;
let panel: ShownMessage;
/** Eve's order, and her purchase in the shop. */
let order: string;
let purchase: string;

beforeAll(async () => {
  tickets = await startTickets({
    plugins: ['tickets', 'orders', 'shop'],
    channels: ['general', 'other', 'payments'],
    env: { DATA_KEY: 'a-key-of-at-least-32-characters-for-tests' },
  });
  ({ ada, sam, eve, bob } = tickets);
  const staff = tickets.guild.role('Support');
  for (const template of ['Product issue', 'Refund request', 'Other']) {
    await ada.slash('/ticket-types', { template, staff });
  }
  for (const [feature, command] of [
    ['orders', '/order new'],
    ['shop', '/shop'],
  ] as const) {
    await ada.slash('/features enable', { feature });
    await ada.until(() => ada.commands().includes(command));
  }
  order = await ordered(eve);
  purchase = await bought(eve);
  await ada.slash('/sendticket', {}, { in: 'other' });
  panel = await ada.until(() => ada.sees('other').messages.find(({ buttons }) => buttons.length === 3));
}, 90_000);
afterAll(() => tickets?.stage.stop());

/** An order that staff write down. @returns its id. */
async function ordered(customer: Member): Promise<string> {
  const details = { customer: customer.mention, details: 'A red house', price: '$20' };
  return /ORD-[0-9A-Z]{7}-[0-9A-Z]{6}/.exec((await ada.slash('/order new', details)).text)![0];
}

/** Something bought in the shop. @returns the id of the purchase. */
async function bought(by: Member): Promise<string> {
  const shop = new ShopStage(tickets.stage);
  await shop.open();
  await shop.sells('Golden Key', ['KEY-AAAA-1']);
  await shop.buys(by, 'Golden Key');
  return (await shop.orders())[0]!.id;
}

/** Clicks on the panel and sends the form. */
async function sends(by: Member, button: string, form: Readonly<Record<string, string>>): Promise<Reply> {
  await by.click(button, { on: panel });
  return by.submit(form);
}

/** What staff read in somebody's newest ticket, once it says this. */
async function ticketSays(creator: Member, text: string): Promise<ShownMessage> {
  const { channel } = await sam.until(async () =>
    (await tickets.tickets()).findLast((row) => row.creator === creator.id && row.channel),
  );
  return sam.until(() => sam.sees(channel!).messages.find((message) => message.shows(text)));
}

test.each([
  ['Product issue', () => order, ['A red house', '$20.00', 'Open']],
  ['Refund request', () => purchase, ['Golden Key', '$9.99', 'Bank', 'Waits for payment']],
])(
  '%s: an order id that nobody has is refused, nothing typed is lost, and the right one opens a ticket',
  async (type, id, facts) => {
    const button = panel.buttons.find((label) => label.includes(type))!;
    await eve.click(button, { on: panel });
    expect(eve.modal!.fields.map(({ label, required }) => [label, required])).toEqual([
      ['Subject', true],
      ['Order id', true],
      ['Description', true],
    ]);
    const typed = { Subject: `It is about ${type}`, Description: 'Many words\nin two lines' };
    const refused = await eve.submit({ ...typed, 'Order id': 'ORD-0000000-000000' });
    expect(refused.ephemeral).toBe(true);
    expect(refused.text).toContain('You have no order with this id');
    const before = (await tickets.tickets()).length;
    await eve.click('Correct it', { on: refused });
    expect(eve.modal!.field('Subject').value).toBe(typed.Subject);
    expect(eve.modal!.field('Description').value).toBe(typed.Description);
    const ready = await eve.submit({ 'Order id': id() });
    await ready.until('is ready');
    expect((await tickets.tickets()).length).toBe(before + 1);

    const answers = await ticketSays(eve, 'Many words\nin two lines');
    expect(answers.text).toContain(typed.Subject);
    expect(answers.text).toContain(`Order ${id()}`);
    for (const fact of facts) {
      expect(answers.text).toContain(fact);
    }
  },
);

test('an order of somebody else is refused in the same words, in the shop and of staff', async () => {
  const button = panel.buttons.find((label) => label.includes('Refund request'))!;
  const form = { Subject: 'Mine', Description: 'Give it back' };
  const said: string[] = [];
  for (const id of [purchase, order, 'no id at all']) {
    const refused = await sends(bob, button, { ...form, 'Order id': id });
    said.push(refused.text.replaceAll(id, ''));
    await bob.click('Throw away', { on: refused });
  }
  expect(said[0]).toContain('You have no order with this id');
  expect(new Set(said).size).toBe(1);
  expect((await tickets.tickets()).filter(({ creator }) => creator === bob.id)).toHaveLength(0);
});

test('Other needs no order id, and takes one', async () => {
  const button = panel.buttons.find((label) => label.includes('Other'))!;
  const ready = await sends(bob, button, { Subject: 'A question', Description: 'When do you open?' });
  await ready.until('is ready');
  expect((await ticketSays(bob, 'When do you open?')).text).toContain('A question');
  const named = await sends(eve, button, { Subject: 'Hi', Description: 'About it', 'Order id': purchase });
  await named.until('is ready');
  expect((await ticketSays(eve, 'About it')).text).toContain('Golden Key');
});

test('the ticket shows how the purchase stands when somebody looks again', async () => {
  const shown = await ticketSays(eve, 'About it');
  await tickets.advance(days(1));
  await sam.until(async () => {
    await sam.click('Look again', { on: shown });
    return /Status\W+Expired/.test(shown.text);
  });
  expect(shown.text).toContain(purchase);
});
