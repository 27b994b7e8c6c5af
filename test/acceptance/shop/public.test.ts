import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayWrite, seconds } from '../../stage/feature-stage.ts';
import { switchSetting } from '../../stage/settings-screen.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** What everybody sees of the shop: the purchase log, and what customers say. */
let shop: ShopStage;
const ids: string[] = [];
const secrets = ['CANARY-PUBLIC-1', 'CANARY-PUBLIC-2'];

beforeAll(async () => {
  shop = await startShop({
    permissions: [...mayWrite],
    channels: ['general', 'payments', 'sold', 'ratings'],
  });
  await shop.choose('logChannel', 'sold');
  await shop.choose('vouchChannel', 'ratings');
  await shop.sells('Golden Key', secrets);
});
afterAll(() => shop?.stage.stop());

const posts = (channel: string) => shop.bob.sees(channel).messages.filter(({ ephemeral }) => !ephemeral);

test('C1: a purchase is one message for everybody, without names, money, payment or goods', async () => {
  const { eve, bob } = shop;
  ids.push(await shop.getsApproved(eve, 'Golden Key', 'tx-0001-abcd'));
  await shop.stands(eve, 'captured', 'delivered');
  // A message is edited every five seconds at most.
  await shop.advance(seconds(6));
  const post = await bob.until(() => posts('sold').find(({ text }) => text.includes('Delivered')));
  expect(post.text).toContain('Somebody bought **🔢 Golden Key**');
  for (const hidden of ['$9.99', 'Bank', 'tx-0001', ...secrets, eve.id, '@eve']) {
    expect(post.text).not.toContain(hidden);
  }
  expect(posts('sold')).toHaveLength(1);
});

test('C1: its message is edited, and made again when somebody deletes it, also while the bot is down', async () => {
  const { ada, bob, stage } = shop;
  const [first] = posts('sold');
  ada.deletes(first!);
  const second = await bob.until(() => posts('sold').find(({ id }) => id !== first!.id));
  // The bot knows that it is there: nothing is left to do when it is killed.
  const known = async () => {
    const [row] = await stage.database.rows<{ message: string }>(
      'select message from shop__purchase_message',
    );
    return row?.message === second.id;
  };
  await bob.until(known);
  await stage.bot.kill9();
  ada.deletes(second);
  await stage.bot.start();
  const third = await bob.until(() => posts('sold')[0]);
  expect(third.text).toContain(ids[0]);
  expect(posts('sold')).toHaveLength(1);
});

test('C1: names are in the purchase log while the owner wants it, and in none of its messages from then on', async () => {
  const { ada, bob } = shop;
  const shown = (text: string) => bob.until(() => posts('sold').every((post) => post.text.includes(text)));
  await switchSetting(ada, 'shop', 'logNames', 'on');
  await shop.advance(seconds(6));
  await shown('@eve bought **🔢 Golden Key**');
  await switchSetting(ada, 'shop', 'logNames', 'off');
  await shop.advance(seconds(6));
  await shown('Somebody bought **🔢 Golden Key**');
  expect(posts('sold')).toHaveLength(1);
});

test('C2: a buyer rates what they bought, once; they change it, and staff answer', async () => {
  const { eve, bob, sam } = shop;
  const mine = await eve.select('Look at one', ids[0]!, { on: await eve.slash('/my-purchases') });
  await eve.click('Rate it', { on: mine });
  expect((await eve.submit({ stars: '4', text: 'Quick and friendly' })).text).toContain(
    'Others can read it now',
  );
  const post = await bob.until(() =>
    posts('ratings').find(({ text }) => text.includes('Quick and friendly')),
  );
  expect(post.text).toContain('⭐⭐⭐⭐');
  expect(post.text).not.toContain('⭐⭐⭐⭐⭐');
  // The purchase log has the id without the name: together they would say who bought what is in it.
  expect(post.text).not.toContain(ids[0]);

  await eve.click('Rate it', { on: mine });
  await eve.submit({ stars: '5', text: 'Quick, friendly, and it works' });
  await shop.advance(seconds(6));
  await bob.until(() => posts('ratings').some(({ text }) => text.includes('and it works')));
  expect(posts('ratings')).toHaveLength(1);

  expect((await bob.click('Answer', { on: posts('ratings')[0]! })).text).toContain('not allowed');
  await sam.click('Answer', { on: sam.sees('ratings').messages[0]! });
  await sam.submit({ answer: 'Come again!' });
  await shop.advance(seconds(6));
  await bob.until(() => posts('ratings').some(({ text }) => text.includes('Come again!')));
  const list = await bob.slash('/vouches');
  expect(list.text).toContain('**5.00** of 5 stars');
  expect(list.text).toContain('and it works');
});

test('C2: what staff say is shown to its end; a rating that they delete stays away, also when its buyer changes it', async () => {
  const { eve, bob, sam, stage } = shop;
  await sam.click('Answer', { on: sam.sees('ratings').messages[0]! });
  await sam.submit({ answer: `${'*so* '.repeat(195)}the end` });
  await shop.advance(seconds(6));
  await bob.until(() => posts('ratings').some(({ text }) => text.includes('the end')));
  sam.deletes(sam.sees('ratings').messages[0]!);
  const mine = await eve.select('Look at one', ids[0]!, { on: await eve.slash('/my-purchases') });
  for (const text of ['Once more', 'And once more']) {
    await eve.click('Rate it', { on: mine });
    await eve.submit({ stars: '3', text });
    await shop.advance(seconds(6));
    const shown = `select 1 from host__job where name = 'show-vouch' and state <> 'done'`;
    await bob.until(async () => (await stage.database.rows(shown)).length === 0);
    expect(posts('ratings')).toEqual([]);
  }
  expect((await bob.slash('/vouches')).text).toContain('And once more');
});

test('C2: staff rate nothing of their own shop', async () => {
  const { tim, sam } = shop;
  await shop.pays(tim, await shop.buys(tim, 'Golden Key'), 'tx-0002-abcd');
  const { id } = await shop.stands(tim, 'submitted', 'reserved');
  await sam.click('Approve', { on: await shop.card(id) });
  await shop.stands(tim, 'captured', 'delivered');
  const mine = await tim.select('Look at one', id, { on: await tim.slash('/my-purchases') });
  expect((await tim.click('Rate it', { on: mine })).text).toContain('Staff do not rate their own shop');
  expect(posts('ratings')).toEqual([]);
});
