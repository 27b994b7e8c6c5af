import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { NamedTransaction } from '../entities/named-transaction.ts';
import { Order } from '../entities/order.ts';
import { Rate } from '../entities/rate.ts';
import { eve, type Ground, guild, minutes, onEveryDatabase, otherGuild, sam } from './ground.ts';

/** The examples of BIP 173, of Solana Pay and of ERC-55. */
const bitcoin = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
const otherBitcoin = '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2';
const solana = 'mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN';
const ether = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const transaction = 'a'.repeat(63);

const add = (ground: Ground, kind: string, address: string, again?: string) =>
  ground.methods.add(guild, { kind, name: kind, address, again, instructions: '' }, sam);

/** A way to pay with Bitcoin, and a product for 10.99 dollars. */
async function coinShop(ground: Ground, rate = '65000 USD') {
  const { product } = await ground.stocked(5);
  const method = (await add(ground, 'btc', bitcoin)).unwrap();
  (await ground.rates.set(guild, 'BTC', rate, sam)).unwrap();
  return { product, method: method.id };
}

onEveryDatabase((test) => {
  test('an address with a mistake is refused, with what is wrong; nothing is kept of it', async (ground) => {
    const codes = [
      await add(ground, 'btc', bitcoin.replace('8f3t4', '8f3t5')),
      await add(ground, 'btc', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx'),
      await add(ground, 'btc', 'LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1'),
      await add(ground, 'btc', ''),
      await add(ground, 'usdt-trc20', ether),
      await add(ground, 'paypal', 'nobody'),
      await add(ground, 'doge', bitcoin),
      await ground.methods.add(guild, { kind: 'other', name: 'Bank', instructions: ' ' }, sam),
    ].map(codeOf);
    expect(codes).toEqual([
      'address-checksum',
      'address-test-network',
      'address-other-coin',
      'address-shape',
      'address-shape',
      'paypal-shape',
      'no-such-kind',
      'method-text',
    ]);
    expect(await ground.methods.of(guild)).toEqual([]);
  });

  test('where a mistake could not be seen the address is typed twice', async (ground) => {
    expect(codeOf(await add(ground, 'sol', solana))).toBe('address-twice');
    expect(codeOf(await add(ground, 'sol', solana, solana.replace('kN', 'kM')))).toBe('address-twice');
    expect((await add(ground, 'sol', solana, ` ${solana}`)).unwrap().address).toBe(solana);
    // Capital and small letters are its checksum; without them it is typed twice, and kept with it.
    expect((await add(ground, 'eth', ether)).isOk()).toBe(true);
    const small = ether.toLowerCase();
    expect(codeOf(await add(ground, 'usdt-erc20', small))).toBe('address-twice');
    expect((await add(ground, 'usdt-erc20', small, small)).unwrap().address).toBe(ether);
  });

  test('who sends the money elsewhere is in the audit log and told to staff; orders keep the old address', async (ground) => {
    const shop = await coinShop(ground);
    const before = (await ground.ask(shop)).unwrap();
    ground.jobs.clear();
    expect(codeOf(await ground.methods.move(guild, shop.method, { address: bitcoin }, sam))).toBe(
      'same-address',
    );
    expect(codeOf(await ground.methods.move(otherGuild, shop.method, { address: otherBitcoin }, sam))).toBe(
      'no-such-method',
    );
    (await ground.methods.move(guild, shop.method, { address: otherBitcoin }, sam)).unwrap();
    expect((await ground.now(before.id)).address).toBe(bitcoin);
    expect((await ground.ask(shop)).unwrap().address).toBe(otherBitcoin);
    expect(ground.audit.filter(({ action }) => action === 'method-move')).toEqual([
      { guild, actor: sam, action: 'method-move', target: 'btc', from: bitcoin, to: otherBitcoin },
    ]);
    const told = [...ground.jobs.values()].filter(({ name }) => name === 'tell-method');
    expect(told.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ guild, what: 'moved', from: bitcoin, to: otherBitcoin, by: sam }),
    ]);
  });

  test('staff are told of each new address and each that goes: a swap has no quiet way', async (ground) => {
    const { id } = (await add(ground, 'btc', bitcoin)).unwrap();
    (await ground.methods.remove(guild, id, sam)).unwrap();
    const told = [...ground.jobs.values()].map(({ payload: { what, from, to } }) => [what, from, to]);
    expect(told).toEqual([
      ['added', null, bitcoin],
      ['removed', bitcoin, null],
    ]);
  });

  test('M5: what is to be paid in a coin is fixed when it is ordered, with the rate, who said it and when', async (ground) => {
    const shop = await coinShop(ground, '65000.5 USD');
    const order = (await ground.ask(shop)).unwrap();
    // 10.99 / 65000.5 = 0.000169075…: rounded up.
    const fixed = { units: '16908', rate: '65000.5', rateBy: sam };
    expect(order).toMatchObject(fixed);
    ground.advance(minutes(10));
    (await ground.rates.set(guild, 'BTC', '1 USD', sam)).unwrap();
    const row = (await ground.all(Order)).find(({ id }) => id === order.id)!;
    expect(row).toMatchObject(fixed);
    expect(row.rateAt).toEqual(order.createdAt);
    expect((await ground.ask(shop)).unwrap().units).toBe('1099000000');
  });

  test('an amount has no more digits than people type: Ether has eight', async (ground) => {
    const { product } = await ground.stocked(1);
    const method = (await add(ground, 'eth', ether)).unwrap();
    (await ground.rates.set(guild, 'ETH', '3,517', sam)).expectErr('3.517, or a thousand times as much');
    (await ground.rates.set(guild, 'ETH', '3517.7', sam)).unwrap();
    expect((await ground.ask({ product, method: method.id })).unwrap().units).toBe('3124210000000000');
  });

  test('a rate that is taken away lets nobody pay with the coin, until it is said anew; orders keep theirs', async (ground) => {
    const shop = await coinShop(ground, '65000 USD');
    const order = (await ground.ask(shop)).unwrap();
    (await ground.rates.set(guild, 'BTC', '60000 EUR', sam)).unwrap();
    const name = { guild, coin: 'BTC', currency: 'USD' };
    expect(codeOf(await ground.rates.remove({ ...name, guild: otherGuild }, sam))).toBe('no-such-rate');
    const answers = await Promise.all([1, 2].map(() => ground.rates.remove(name, sam)));
    expect(answers.map(codeOf).toSorted()).toEqual(['no-such-rate', undefined]);
    expect(codeOf(await ground.ask(shop))).toBe('no-rate');
    expect((await ground.all(Rate)).map(({ currency }) => currency)).toEqual(['EUR']);
    expect((await ground.now(order.id)).rate).toBe('65000');
    expect(ground.audit.filter(({ action }) => action === 'rate-remove')).toEqual([
      { guild, actor: sam, action: 'rate-remove', target: 'BTC', from: '65000 USD' },
    ]);
    // Staff hear no more of its age.
    expect(ground.jobs.get(`rate:${guild}:BTC:USD`)).toBeUndefined();
    (await ground.rates.set(guild, 'BTC', '66000 USD', sam)).unwrap();
    expect((await ground.ask(shop)).isOk()).toBe(true);
  });

  test('nobody pays with a coin without a rate in that currency, or with one that is too old', async (ground) => {
    const { product } = await ground.stocked(3);
    const method = (await add(ground, 'btc', bitcoin)).unwrap().id;
    const usable = async () =>
      (await ground.rates.usable(guild, await ground.methods.of(guild), ['USD'])).length;
    expect(codeOf(await ground.ask({ product, method }))).toBe('no-rate');
    expect(await usable()).toBe(1);
    (await ground.rates.set(guild, 'BTC', '65000 USD', sam)).unwrap();
    expect(await usable()).toBe(2);
    expect(codeOf(await ground.ask({ product, method, currency: 'EUR' }))).toBe('no-rate');
    ground.advance(minutes(24 * 60));
    expect((await ground.ask({ product, method })).isOk()).toBe(true);
    ground.advance(1);
    expect(codeOf(await ground.ask({ product, method }))).toBe('rate-old');
    expect(await usable()).toBe(1);
    (await ground.rates.set(guild, 'BTC', '66000', sam)).unwrap();
    expect((await ground.ask({ product, method })).isOk()).toBe(true);
    expect((await ground.all(Rate)).map(({ coin, currency, price }) => [coin, currency, price])).toEqual([
      ['BTC', 'USD', '66000'],
    ]);
  });

  test('P1: a payment with a coin is shown by its transaction id, which is good for one order however it is written', async (ground) => {
    const shop = await coinShop(ground);
    const [one, other] = [(await ground.ask(shop)).unwrap(), (await ground.ask(shop)).unwrap()];
    const submit = (id: string, text: string) => ground.review.submit(guild, id, eve, { text });
    expect(codeOf(await submit(one.id, 'I have paid'))).toBe('no-transaction');
    expect(codeOf(await submit(one.id, transaction))).toBe('no-transaction');
    const link = `https://mempool.space/tx/${transaction}B`;
    expect((await submit(one.id, `here: ${link}`)).isOk()).toBe(true);
    expect(codeOf(await submit(other.id, `${transaction}b`.toUpperCase()))).toBe('transaction-used');
    const named = await ground.all(NamedTransaction);
    expect(named.map((one) => [one.order, one.transaction, one.heldKey !== null])).toEqual(
      expect.arrayContaining([
        [one.id, `${transaction}b`, true],
        [other.id, `${transaction}b`, false],
      ]),
    );
  });
});
