import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebRates } from '../sources/web-rates.ts';

/** A service that tells what coins cost, which answers each test as it says. */
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url!);
  answer(response, request);
});
let base: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const bitcoin = { coin: 'BTC', currency: 'USD' };
const tether = { coin: 'USDT', currency: 'EUR' };

/** What is said when the service answers so. */
function ask(
  answering: typeof answer,
  {
    url = '/{COIN}-{CURRENCY}',
    field = 'price',
    pairs = [bitcoin],
    closing = new AbortController().signal,
  } = {},
) {
  asked = [];
  answer = answering;
  return new WebRates({ url: `${base}${url}`, field }, closing).ask(pairs);
}

const json = (body: unknown) => (response: ServerResponse) => void response.end(JSON.stringify(body));

test('coins and currencies stand in the address and in the path as they are written there', async () => {
  const one = await ask(json({ data: { amount: '64123.4567' } }), { field: 'data.amount' });
  expect(one).toEqual([{ ...bitcoin, price: '64123.4567' }]);
  expect(asked).toEqual(['/BTC-USD']);
  const url = '/{coin}/{name}?in={currency}';
  await ask(json({ EUR: [{ usdt: 0.92 }] }), { url, field: '{CURRENCY}.0.{coin}', pairs: [tether] }).then(
    (said) => expect(said).toEqual([{ ...tether, price: '0.92' }]),
  );
  expect(asked).toEqual(['/usdt/tether?in=eur']);
});

test('what is one address is one request', async () => {
  const body = { bitcoin: { usd: 65000 }, tether: { eur: 9.2e-1 } };
  const said = await ask(json(body), { url: '/all', field: '{name}.{currency}', pairs: [bitcoin, tether] });
  expect(said).toEqual([
    { ...bitcoin, price: '65000' },
    { ...tether, price: '0.92' },
  ]);
  expect(asked).toEqual(['/all']);
});

test.each([
  [0],
  [-1],
  ['0'],
  ['65,000'],
  ['١٢'],
  [''],
  [true],
  [null],
  [[65000]],
  [1e13],
  ['1e400'],
  [0.0000000000001],
  [{ price: 65000 }],
])('%j is no price', async (price) => {
  expect(await ask(json({ price }))).toEqual([
    { ...bitcoin, trouble: 'unclear', detail: JSON.stringify(price).slice(0, 60) },
  ]);
});

test('what is no JSON, has no such field or never ends is unclear', async () => {
  const details = [
    await ask((response) => void response.end('<html>')),
    await ask(json({}), { field: 'constructor.name' }),
    await ask((response) => void response.end(`"${'x'.repeat(1_000_001)}"`)),
  ].map(([said]) => said);
  expect(details).toEqual(
    ['no JSON', 'no such field', 'too long'].map((detail) => ({ ...bitcoin, trouble: 'unclear', detail })),
  );
});

test('an answer that leads elsewhere is not followed', async () => {
  const said = await ask((response) => void response.writeHead(302, { location: `${base}/else` }).end());
  expect(said).toEqual([{ ...bitcoin, trouble: 'refused', detail: '302', wait: undefined }]);
  expect(asked).toEqual(['/BTC-USD']);
});

test('one that says no is asked about the other; one that wants to be left alone is', async () => {
  const pairs = [bitcoin, tether];
  const no = await ask((response) => void response.writeHead(500).end(), { pairs });
  expect(no.map((said) => 'trouble' in said && said.trouble)).toEqual(['refused', 'refused']);
  expect(asked).toHaveLength(2);
  const later = { 'retry-after': '90' };
  const busy = await ask((response) => void response.writeHead(503, later).end(), { pairs });
  expect(busy).toEqual(pairs.map((pair) => ({ ...pair, trouble: 'busy', detail: '503', wait: 90_000 })));
  expect(asked).toHaveLength(1);
  const date = { date: 'Sat, 21 Nov 2026 20:00:00 GMT', 'retry-after': 'Sat, 21 Nov 2026 20:02:00 GMT' };
  const [until] = await ask((response) => void response.writeHead(429, date).end());
  expect(until).toMatchObject({ trouble: 'busy', wait: 120_000 });
});

test('where nobody answers no more is asked, and nothing that was sent is told', async () => {
  const broken = await ask((response) => void response.destroy(), {
    url: '/{coin}-{currency}?key=hush',
    pairs: [bitcoin, tether],
  });
  expect(broken.map((said) => 'trouble' in said && said.trouble)).toEqual(['unreachable', 'unreachable']);
  expect(asked).toHaveLength(1);
  expect(JSON.stringify(broken)).not.toContain('hush');
  // That nobody waits any more is no fault of the service.
  expect(await ask(json({ price: 1 }), { closing: AbortSignal.abort() })).toEqual([]);
});
