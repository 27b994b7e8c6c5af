import { expect, test } from 'vitest';
import { textsOf } from '../../../test/ground/plugin-texts.ts';
import { bySource } from '../payment/rate.ts';
import { type Details, detailsView } from '../views/details.ts';
import { methodList, type ShownRate } from '../views/methods.ts';

const texts = textsOf('shop');
const at = new Date('2026-11-21T20:00:00Z');
const user = '200000000000000001';
const long = (length: number) => '*'.repeat(length);
const many = <T>(one: T): T[] => Array.from({ length: 20 }, () => one);

const signature = '5'.repeat(88);

/** An order about which there is more to say than about any other. */
const full: Details = {
  order: {
    id: 'ABCDEF-20261121-7K3M9Q',
    buyer: user,
    productName: long(80),
    emoji: '🔑',
    quantity: 20,
    currency: 'USD',
    total: 999_999_999_999,
    captured: 999_999_999_999,
    refunded: 999_999_999,
    methodName: long(40),
    methodKind: 'sol',
    address: '9'.repeat(44),
    units: '9'.repeat(20),
    rate: '99999.99999999',
    rateAt: at,
    couponCode: long(32),
    payment: 'part-refunded',
    fulfilment: 'blocked',
    supply: 'items',
    createdAt: at,
    expiresAt: at,
    submittedAt: at,
    capturedAt: at,
    deliveredAt: at,
    reviewer: user,
    reviewUntil: at,
    firstYes: user,
    approvedBy: user,
    problem: 'closed',
    closeReason: long(300),
    version: 99,
  } as unknown as Details['order'],
  proofs: [long(300), `https://solscan.io/tx/${signature}?${'a'.repeat(180)}`, signature].map((text) => ({
    text,
    at,
  })) as unknown as Details['proofs'],
  proofCount: 99,
  pictures: [],
  page: 0,
  rivals: many({ order: 'ABCDEF-20261121-7K3M9Q', holds: true }),
  word: { action: 'reject', reason: long(300), actor: user, at } as unknown as Details['word'],
  twins: many({ order: 'ABCDEF-20261121-7K3M9Q', same: true }),
  shortBy: 0,
  seen: many({
    units: '9'.repeat(20),
    currency: 'SOL',
    settled: false,
    paidAt: at,
    transaction: signature,
    order: 'ABCDEF-20261121-000000',
  }) as unknown as Details['seen'],
  block: { guild: user, subject: user, kind: 'user', reason: long(300), until: at, by: user, at },
  buyer: { paid: 99_999, failed: 99_999, accountSince: at, memberSince: at },
  goods: many({ number: 20, item: 99_999, state: 'replaced', shownAt: at }),
  money: many({ kind: 'chargeback', amount: -999_999_999, at, actor: user }) as unknown as Details['money'],
  record: {
    rows: many({
      order: 'ABCDEF-20261121-7K3M9Q',
      action: 'charge-back',
      at,
      actor: user,
      reason: long(300),
    }).slice(0, 5) as unknown as Details['record']['rows'],
    total: 99,
    page: 0,
    pages: 20,
  },
};

/** Discord's limits. https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const limits = { fields: 25, value: 1_024, description: 4_096, all: 6_000 };

test.each(['en-US', 'es-ES'] as const)('however much there is to say of an order, it fits (%s)', (locale) => {
  const { embeds = [], components = [] } = detailsView(full, { t: texts(locale), locale });
  const bare = JSON.parse(JSON.stringify(embeds)) as {
    title: string;
    description: string;
    footer?: { text: string };
    fields: { name: string; value: string }[];
  }[];
  for (const { fields, description } of bare) {
    expect(fields.length).toBeLessThanOrEqual(limits.fields);
    expect(description.length).toBeLessThanOrEqual(limits.description);
    for (const { value } of fields) {
      expect(value.length).toBeLessThanOrEqual(limits.value);
    }
  }
  const all = bare.flatMap(({ title, description, footer, fields }) => [
    title,
    description,
    footer?.text ?? '',
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  expect(all.join('').length).toBeLessThanOrEqual(limits.all);
  expect(components.length).toBeLessThanOrEqual(5);
});

test('every payment, every item and every picture is on one of the pages', () => {
  const reader = { t: texts('en-US'), locale: 'en-US' } as const;
  const money = Array.from({ length: 20 }, (_, index) => ({ ...full.money[0]!, amount: index + 1 }));
  const goods = Array.from({ length: 20 }, (_, index) => ({ ...full.goods[0]!, number: index + 1 }));
  const picture = (name: string) => ({ name, hash: name, bytes: new Uint8Array() });
  const pictures = ['proof-1.webp', 'proof-2.webp'].map(picture);
  const pages = Array.from({ length: 33 }, (_, page) =>
    JSON.stringify(detailsView({ ...full, money, goods, pictures, page }, reader)),
  );
  expect(pages[0]).toContain('Page 1 of 33');
  for (let count = 1; count <= 20; count += 1) {
    expect(pages.some((page) => page.includes(`$0.${String(count).padStart(2, '0')} charged back`))).toBe(
      true,
    );
    expect(pages.some((page) => new RegExp(`["n]${count}\\. item`).test(page))).toBe(true);
  }
  for (const { name } of pictures) {
    expect(pages[5]).toContain(`attachment://${name}`);
  }
  expect(pages[25]).not.toContain('-charge-back');
});

test('however many rates there are, the ways to pay fit and each rate is on a page', () => {
  const reader = { t: texts('en-US') };
  const rates = Array.from(
    { length: 300 },
    (_, index) =>
      ({
        rate: { coin: 'BTC', price: `${10_000 + index}`, currency: 'USD', by: bySource, at },
        old: true,
      }) as ShownRate,
  );
  const source = 'x'.repeat(60);
  const pages = Array.from({ length: 15 }, (_, page) =>
    methodList({ methods: [], usable: [], rates, source, page }, reader),
  );
  const described = pages.map(({ embeds }) => JSON.parse(JSON.stringify(embeds))[0].description as string);
  expect(described.every((text) => text.length <= limits.description)).toBe(true);
  expect(rates.filter(({ rate }) => !described.some((text) => text.includes(` ${rate.price} `)))).toEqual([]);
});
