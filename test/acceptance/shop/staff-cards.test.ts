import { afterAll, beforeAll, expect, test } from 'vitest';
import { days, minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Whatever happens to the channel for payments, staff see what waits for them. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop({ channels: ['general', 'payments', 'other'] });
  await shop.sells('Golden Key', ['CANARY-1', 'CANARY-2', 'CANARY-3']);
});
afterAll(() => shop?.stage.stop());

const cardIn = (channel: string, id: string) =>
  shop.ada.until(() =>
    shop.ada.sees(channel).messages.findLast(({ text }) => text.includes(`Payment of ${id}`)),
  );

/** Eve says that she paid for a key. */
async function submitted(): Promise<string> {
  const { eve } = shop;
  await shop.pays(eve, await shop.buys(eve, 'Golden Key'), 'from Eve');
  return (await shop.stands(eve, 'submitted', 'reserved')).id;
}

const cardsIn = (channel: string, id: string) =>
  shop.ada.sees(channel).messages.filter(({ text }) => text.includes(`Payment of ${id}`));

/** Eve says that she paid for a key; staff leave it lying. */
let order: string;

test('a card that somebody deletes is made again, also while the bot was down', async () => {
  const { ada, stage } = shop;
  order = await submitted();
  const first = await cardIn('payments', order);
  ada.deletes(first);
  await ada.until(() => cardsIn('payments', order).some(({ id }) => id !== first.id));
  const known = async () => {
    const [row] = await stage.database.rows<{ message: string }>('select message from shop__review_card');
    return row?.message === cardsIn('payments', order)[0]?.id;
  };
  await ada.until(known);
  await stage.bot.kill9();
  for (const card of cardsIn('payments', order)) {
    ada.deletes(card);
  }
  await stage.bot.start();
  await cardIn('payments', order);
  expect(cardsIn('payments', order)).toHaveLength(1);
});

test('nobody can order while staff would not see it, who can mend it reads how; the cards come to the new channel', async () => {
  const { ada, eve, guild } = shop;
  guild.deleteChannel('payments');
  const clickBuy = async (by: typeof ada) => {
    const product = await by.select('Choose something', 'Golden Key', { on: await by.slash('/shop') });
    return by.click('Buy', { on: product });
  };
  expect((await clickBuy(eve)).text).toContain('This shop is not ready yet');
  expect((await clickBuy(ada)).text).toContain('Choose one with `/settings feature:shop`');
  await shop.choose('reviewChannel', 'other');
  await cardIn('other', order);
  await clickBuy(eve);
  expect(eve.modal).toBeDefined();
});

test('a card that could not be written is there once the bot may write', async () => {
  const { ada, guild } = shop;
  guild.setOverwrites('other', { Guildhall: { deny: ['SendMessages'] } });
  ada.deletes(await cardIn('other', order));
  const blocked = async () =>
    (await shop.stage.database.rows("select 1 from shop__review_card where trouble = 'forbidden'")).length >
    0;
  await ada.until(blocked);
  expect(cardsIn('other', order)).toEqual([]);
  guild.setOverwrites('other', {});
  await cardIn('other', order);
});

test('staff are reminded once a day of what waits for them', async () => {
  const { ada } = shop;
  const reminders = () =>
    ada
      .sees('other')
      .messages.filter(({ text }) => text.includes('1 order waits for you') && text.includes(order));
  await shop.advance(days(1) + minutes(11));
  await ada.until(() => reminders().length === 1);
  await shop.advance(minutes(60));
  expect(reminders()).toHaveLength(1);
  await shop.advance(days(1));
  await ada.until(() => reminders().length === 2);
});
