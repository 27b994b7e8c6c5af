import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayWrite } from '../../stage/feature-stage.ts';
import { FormDesk } from '../tickets/form-desk.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Tickets about a purchase, with the real tickets beside the real shop. */
let shop: ShopStage;
let id: string;

beforeAll(async () => {
  shop = await startShop({
    plugins: ['shop', 'tickets'],
    permissions: [...mayWrite, 'ManageChannels', 'ManageRoles', 'PinMessages'],
  });
  await shop.sells('Golden Key', ['CANARY-TICKET-1']);
  id = await shop.getsApproved(shop.eve, 'Golden Key', 'tx-0001-abcd');
  await shop.stands(shop.eve, 'captured', 'delivered');
});
afterAll(() => shop?.stage.stop());

const purchase = async () => {
  const { eve } = shop;
  return eve.select('Look at one', id, { on: await eve.slash('/my-purchases') });
};

test('without tickets a purchase has no way into one', async () => {
  expect((await purchase()).text).not.toContain('Product issue');
});

test('a ticket about a purchase is one click away, with the order filled in', async () => {
  const { ada, eve, stage } = shop;
  await ada.slash('/features enable', { feature: 'tickets' });
  await ada.until(() => ada.commands().includes('/ticket-types'));
  const staff = shop.guild.role('Staff');
  await ada.slash('/ticket-types', { template: 'Product issue', staff });
  await ada.slash('/ticket-types', { template: 'Refund request', staff });
  await ada.slash('/ticket-types', { template: 'Other', staff });
  const shown = await purchase();
  expect(shown.text).toContain('[Product issue]');
  expect(shown.text).toContain('[Refund request]');
  // An order may be left out there.
  expect(shown.text).not.toContain('[Other]');
  await eve.click('Product issue', { on: shown });
  expect(eve.modal?.field('Order id').value).toBe(id);
  const answer = await eve.submit({ Subject: 'It does not fit', Description: 'Too large' });
  await answer.until('is ready');
  const [ticket] = await stage.database.rows<{ channel: string }>('select channel from tickets__ticket');
  const told = await shop.sam.until(() =>
    shop.sam.sees(ticket!.channel).messages.find(({ text }) => text.includes('Golden Key')),
  );
  expect(told.text).toContain(id);
  expect(told.text).not.toContain('CANARY');
});

test('the order goes with the form through all its steps, and starts over with it', async () => {
  const { ada, eve, guild } = shop;
  guild.createRole('Support');
  const desk = await FormDesk.open({ ada, guild }, 'Support');
  for (const label of ['One', 'Two', 'Three', 'Four', 'Five']) {
    await desk.add({ kind: 'Short text', label, optional: true });
  }
  await desk.add({ kind: 'Order id', label: 'Which order' });
  await eve.click('Support', { on: await purchase() });
  for (let times = 0; times < 2; times += 1) {
    const step = await eve.submit({ One: 'first' });
    await eve.click('Continue', { on: step });
    expect(eve.modal?.field('Which order').value).toBe(id);
    eve.dismissModal();
    await eve.click('Start over', { on: step });
  }
  eve.dismissModal();

  // Asked in the channel, it is an answer that is known.
  await desk.click('Ask in the channel');
  const answer = await eve.click('Support', { on: await purchase() });
  await answer.until('is ready');
  const sql = 'select channel from tickets__ticket order by number desc';
  const [ticket] = await shop.stage.database.rows<{ channel: string }>(sql);
  const asking = await eve.until(() =>
    eve.sees(ticket!.channel).messages.find(({ text }) => text.includes('Which order')),
  );
  expect(asking.text).toContain(id);
  expect(asking.text).toContain('Golden Key');
});

test('the order can be another one: what is filled in can be typed over', async () => {
  const { eve } = shop;
  await eve.click('Refund request', { on: await purchase() });
  const answer = await eve.submit({
    Subject: 'Money back',
    'Order id': 'NC-20200101-000000',
    Description: 'Please',
  });
  expect(answer.text).toContain('You have no order with this id');
});
