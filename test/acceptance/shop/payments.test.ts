import type { Reply } from '@guildhall/sandbox';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsQR from 'jsqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Where the money goes, and how a buyer shows that it went. */
let shop: ShopStage;

/** An example of BIP 173, and one of BIP 341. */
const address = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
const newAddress = 'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr';
const tron = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
const transaction = 'f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16';

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', ['one', 'two', 'three', 'four', 'five', 'six']);
});
afterAll(() => shop?.stage.stop());

/** What a wallet reads from the picture of an answer. */
async function scanned({ message }: Reply): Promise<string | undefined> {
  const answer = await fetch(message!.attachments[0]!.url);
  const image = await loadImage(Buffer.from(await answer.arrayBuffer()));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
  return jsQR.default(data, width, height)?.data;
}

/** That somebody reads all of these. */
function reads({ text }: Pick<Reply, 'text'>, ...texts: readonly string[]): void {
  const plain = text.replaceAll('**', '').replaceAll('`', '');
  for (const one of texts) {
    expect(plain).toContain(one);
  }
}

/** Adds a way to pay. @returns what the owner was told. */
async function adds(kind: string, inputs: Readonly<Record<string, string>>): Promise<Reply> {
  await shop.ada.slash('/payment-method add', { kind });
  return shop.ada.submit(inputs);
}

test('the owner adds Bitcoin: an address with a mistake is refused; staff are told of the good one', async () => {
  const { ada, sam } = shop;
  reads(
    await adds('btc', { address: address.replace('8f3t4', '8f3t5') }),
    'There is a typing mistake in this address of Bitcoin',
  );
  const added = await adds('btc', { name: 'Bitcoin', address });
  reads(added, 'Bitcoin is added', `Compare it once more, sign by sign. Bitcoin (BTC): ${address}`);
  expect(added.text).not.toContain('can pay with');
  await sam.until(() => sam.sees('payments').shows('added the way to pay Bitcoin.'));
  expect(sam.sees('payments').shows(`From now on: ${address}`)).toBe(true);
  reads(await ada.slash('/payment-method list'), address, 'Nobody can choose it now');
});

test('nobody can choose a coin until the owner says what it costs', async () => {
  const { ada, eve } = shop;
  const product = await eve.select('Choose something', 'Golden Key', { on: await eve.slash('/shop') });
  await eve.click('Buy', { on: product });
  expect(eve.modal!.field('method').options).toEqual(['Bank']);
  reads(
    await ada.slash('/payment-method rate', { coin: 'BTC', price: '65,000' }),
    'I cannot read the rate 65,000',
  );
  const set = await ada.slash('/payment-method rate', { coin: 'BTC', price: '65000' });
  reads(set, 'From now on 1 BTC = 65000 USD');
  expect((await ada.slash('/payment-method list')).text).not.toContain('Nobody can choose it');
  await eve.click('Buy', { on: product });
  expect(eve.modal!.field('method').options).toEqual(['Bank', 'Bitcoin']);
});

test('/doctor says whose rate is missing or too old', async () => {
  const { ada } = shop;
  await adds('ltc', { name: 'Litecoin', address: 'LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1' });
  reads(await ada.slash('/doctor'), 'Nobody can pay with LTC: the owner says what it costs');
  await shop.advance(25 * 60 * 60_000);
  reads(await ada.slash('/doctor'), 'The rate of BTC in USD is too old');
  await ada.slash('/payment-method rate', { coin: 'LTC', price: '80' });
  await ada.slash('/payment-method rate', { coin: 'BTC', price: '65000' });
  expect((await ada.slash('/doctor')).text).not.toContain('/payment-method rate');
});

test('a buyer reads the exact amount, the address and a code that their wallet reads; they pay by the transaction id', async () => {
  const { eve, sam } = shop;
  const order = await shop.buys(eve, 'Golden Key', { method: 'Bitcoin' });
  // 9.99 / 65000, rounded up to a satoshi.
  reads(order, 'Pay $9.99 by Bitcoin', '0.0001537', address, '1 BTC = 65000 USD', 'Pay until');
  const { id } = await shop.stands(eve, 'awaiting', 'reserved');
  expect(await scanned(order)).toBe(`bitcoin:${address}?amount=0.0001537&label=Test&message=${id}`);

  reads(await shop.pays(eve, order, 'I have sent it'), 'I find no transaction id of Bitcoin in it');
  const done = await shop.pays(eve, order, `https://mempool.space/tx/${transaction}`);
  reads(done, 'Staff will check your payment');
  expect(done.message!.attachments).toEqual([]);
  const card = await shop.card(id);
  reads(card, '0.0001537 BTC (Bitcoin)', address, transaction);
  await sam.click('Approve', { on: card });
  await shop.stands(eve, 'captured', 'delivered');
});

test('a new address: staff are told who sends the money where; who ordered before pays to the old one', async () => {
  const { ada, bob, sam } = shop;
  await shop.buys(bob, 'Golden Key', { method: 'Bitcoin' });
  const { id } = await shop.stands(bob, 'awaiting', 'reserved');
  await ada.slash('/payment-method address', { method: 'Bitcoin' });
  reads(await ada.submit({ address: newAddress }), 'Staff are told');
  const told = await sam.until(() => sam.sees('payments').message(`Until now: ${address}`));
  reads(told, '@ada changed where the money of Bitcoin');
  reads(told, `From now on: ${newAddress}`);

  const old = await bob.select('Look at one', id, { on: await bob.slash('/my-purchases') });
  reads(old, address);
  expect(await scanned(old)).toContain(`bitcoin:${address}?`);
  reads(await shop.buys(bob, 'Golden Key', { method: 'Bitcoin' }), newAddress);
});

test('an administrator who is not the owner cannot say where the money goes', async () => {
  shop.guild.createRole('Boss', { permissions: ['Administrator'] });
  const kim = shop.guild.member('kim', { roles: ['Boss'] });
  const answer = await kim.slash('/payment-method address', { method: 'Bitcoin' });
  expect(answer.modal).toBeUndefined();
  reads(answer, 'You are not allowed to do this');
  expect(shop.sam.commands()).not.toContain('/payment-method address');
});

test('Solana has no checksum: its address is typed twice', async () => {
  const address = 'mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN';
  reads(
    await adds('sol', { address, again: address.replace('kN', 'kM') }),
    'Type the address twice, the same way',
  );
  reads(await adds('sol', { name: 'Solana', address, again: address }), 'Solana is added');
  await shop.ada.slash('/payment-method rate', { coin: 'SOL', price: '150.25' });
  await shop.advance(61 * 60_000);
  const order = await shop.buys(shop.eve, 'Golden Key', { method: 'Solana' });
  const { id } = await shop.stands(shop.eve, 'awaiting', 'reserved');
  // 9.99 / 150.25, rounded up to the eighth digit.
  expect(await scanned(order)).toBe(
    `solana:${address}?amount=0.06648919&label=Test&message=${id}&memo=${id}`,
  );
});

test('PayPal: the link of the owner asks for the exact amount; what else they wrote stands below it', async () => {
  const { eve } = shop;
  reads(await adds('paypal', { address: 'guildshop' }), 'no e-mail address and no paypal.me link');
  const inputs = { address: 'https://paypal.me/GuildShop', instructions: 'Friends and family only.' };
  reads(await adds('paypal', inputs), 'Customers can pay with PayPal now', 'paypal.me/GuildShop');
  const order = await shop.buys(eve, 'Golden Key', { method: 'PayPal' });
  reads(order, 'https://www.paypal.com/paypalme/GuildShop/9.99USD');
  reads(order, 'Friends and family only.');
  const { id } = await shop.stands(eve, 'awaiting', 'reserved');
  reads(order, `Write ${id.slice(-6)} into the payment`);
});

test('USDT names its network wherever it is named, and its code is the plain address', async () => {
  const { ada, tim } = shop;
  await adds('usdt-trc20', { address: tron });
  await ada.slash('/payment-method rate', { coin: 'USDT', price: '0.9998 USD' });
  const order = await shop.buys(tim, 'Golden Key', { method: 'USDT on Tron (TRC-20)' });
  reads(order, 'On the network Tron (TRC-20)');
  // 9.99 / 0.9998, rounded up to the sixth digit.
  reads(order, '9.991999');
  expect(await scanned(order)).toBe(tron);
});

test('the owner takes a rate away, and reads what that means: customers cannot choose the coin', async () => {
  const { ada, eve, sam } = shop;
  expect(sam.commands()).not.toContain('/payment-method remove-rate');
  await ada.slash('/payment-method rate', { coin: 'USDT', price: '1 USD' });
  const offered = (await ada.autocomplete('/payment-method remove-rate', { rate: 'usdt' })).choices;
  expect(offered).toEqual([{ name: '1 USDT = 1 USD', value: 'USDT:USD' }]);
  reads(
    await ada.slash('/payment-method remove-rate', { rate: 'usdt usd' }),
    'Nobody can pay prices in USD with USDT',
    '/payment-method rate coin:USDT',
  );
  reads(await ada.slash('/payment-method remove-rate', { rate: 'usdt usd' }), 'There is no such rate');
  const product = await eve.select('Choose something', 'Golden Key', { on: await eve.slash('/shop') });
  const form = await eve.click('Buy', { on: product });
  expect(form.text).not.toContain('USDT');
  reads(await ada.slash('/payment-method list'), 'Nobody can choose it now');
});

test('what costs nothing is delivered at once: no way to pay is asked, no proof, and no staff', async () => {
  const { ada, bob } = shop;
  const added = await ada.slash('/product add', {
    name: 'Sample',
    price: '0',
    kind: 'guide',
    text: 'CANARY-FREE',
  });
  reads(added, 'customers get it without staff', '/product edit per-buyer:');
  await ada.slash('/product add', { name: 'Advice', price: '0', supply: 'hand', 'per-buyer': 1 });
  const order = await shop.buys(bob, 'Sample');
  reads(order, 'This is free, and it is yours', 'Free; on its way', '$0.00');
  expect(order.message!.attachments).toEqual([]);
  const { id } = await shop.stands(bob, 'captured', 'delivered');
  await bob.until(() => bob.dms(shop.stage.account).shows('CANARY-FREE'));
  const rates = async (order: string) =>
    bob.click('Rate it', {
      on: await bob.select('Look at one', order, { on: await bob.slash('/my-purchases') }),
    });
  await rates(id);
  reads(await bob.submit({ stars: '5', text: 'Nice' }), 'Others can read it now');
  await shop.buys(bob, 'Sample');
  const again = await bob.until(async () =>
    (await shop.orders()).find(
      (order) => order.id !== id && order.fulfilment === 'delivered' && order.buyer === bob.id,
    ),
  );
  reads(await rates(again.id), 'already rated Sample', 'once is enough');
  reads(await shop.buys(bob, 'Advice'), 'Staff write what you get');
  const advice = await shop.stands(bob, 'captured', 'manual');
  await shop.sam.click('Write what they get', { on: await shop.card(advice.id) });
  await shop.sam.submit({ content: 'Rest.' });
  await shop.stands(bob, 'captured', 'delivered');
  expect(shop.sam.sees('payments').shows(id)).toBe(false);
  reads(await shop.buys(bob, 'Advice'), 'One person can have 1');
  const details = await shop.sam.slash('/details', { order: id });
  reads(details, 'took', 'which costs nothing');
  await shop.sam.click('Refund', { on: details });
  reads(await shop.sam.submit({ reason: 'It was not for you.' }), 'there is no money to send');
  await bob.until(() => bob.dms(shop.stage.account).shows('What you got is no longer yours'));
});

test('while nobody can pay, what is free in one currency or with a coupon is taken all the same, and the rest says why not', async () => {
  const { ada, eve } = shop;
  const ways = ['Bank', 'Bitcoin', 'Litecoin', 'Solana', 'PayPal', 'USDT on Tron (TRC-20)'];
  for (const method of ways) {
    await ada.slash('/payment-method remove', { method });
  }
  const facts = { supply: 'text', text: 'CANARY-GIFT' };
  await ada.slash('/product add', { name: 'Atlas', price: '5; 0 EUR', ...facts });
  await ada.slash('/product add', { name: 'Map', price: '5', ...facts });
  await ada.slash('/product add', { name: 'Leaf', price: '0; 0 EUR', ...facts });
  const nobody = 'Nobody has said yet how to pay here';
  reads(await shop.buys(eve, 'Map'), nobody);

  const ask = await shop.buys(eve, 'Atlas', { currency: 'USD' });
  reads(ask, 'It costs $5.00 this way, and no way to pay was chosen');
  reads(await shop.buys(eve, 'Atlas', { currency: 'EUR' }), 'This is free, and it is yours', '€0.00');
  await shop.stands(eve, 'captured', 'delivered');

  await ada.slash('/coupon add', { code: 'GIFT', percent: 100, uses: 1 });
  const form = await eve.click('Buy', {
    on: await eve.select('Choose something', 'Map', { on: await eve.slash('/shop') }),
  });
  expect(form.text).toContain('Nobody can pay here now');
  expect(form.text).not.toContain('How do you want to pay');
  reads(await eve.submit({ coupon: 'gift' }), 'This is free, and it is yours', '$0.00');
  reads(await shop.buys(eve, 'Map', { coupon: 'gift' }), 'The coupon GIFT is used up');

  const leaf = await eve.select('Choose something', 'Leaf', { on: await eve.slash('/shop') });
  const taken = await eve.click('Buy', { on: leaf });
  expect(taken.modal).toBeUndefined();
  reads(taken, 'This is free, and it is yours');
  await ada.slash('/coupon remove', { code: 'GIFT' });
  reads(await shop.buys(eve, 'Map'), nobody);
});
