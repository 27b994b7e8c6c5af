import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import { formatOf } from '../formats.ts';
import type { Due } from '../payment-format.ts';
import { qrCode } from '../qr-code.ts';

const due = (address: string, units?: string, rest: Partial<Due> = {}): Due => ({
  price: { amount: 1250, currency: 'EUR' },
  address,
  units,
  reference: '',
  shop: '',
  ...rest,
});
const uri = (kind: string, of: Due) => formatOf(kind)!.uri(of);

const solana = 'mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN';

describe('URIs are those of the public standards', () => {
  test.each([
    // BIP 21 and BIP 321, in the order of their examples
    [
      'btc',
      due('175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W', '2030000000', { shop: 'Luke-Jr' }),
      'bitcoin:175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W?amount=20.3&label=Luke-Jr',
    ],
    [
      'btc',
      due('175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W', '5000000000', {
        shop: 'Luke-Jr',
        reference: 'Donation for project xyz',
      }),
      'bitcoin:175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W?amount=50&label=Luke-Jr&message=Donation%20for%20project%20xyz',
    ],
    [
      'ltc',
      due('LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1', '12000000'),
      'litecoin:LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1?amount=0.12',
    ],
    // ERC-681: 2.014 ether in wei
    [
      'eth',
      due('0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359', '2014000000000000000'),
      'ethereum:0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359@1?value=2014000000000000000',
    ],
    [
      'usdt-erc20',
      due('0x8e23ee67d1332ad560396262c48ffbb01f93d052', '12500000'),
      'ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address=0x8e23ee67d1332ad560396262c48ffbb01f93d052&uint256=12500000',
    ],
    // Solana Pay
    [
      'sol',
      due(solana, '1000000000', { shop: 'Michael', reference: 'OrderId12345' }),
      `solana:${solana}?amount=1&label=Michael&message=OrderId12345&memo=OrderId12345`,
    ],
    [
      'usdt-spl',
      due(solana, '10000'),
      `solana:${solana}?amount=0.01&spl-token=Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB`,
    ],
  ])('%s', (kind, of, expected) => {
    expect(uri(kind, of)).toBe(expected);
  });

  test('Tron and PayPal have none', () => {
    expect([
      uri('usdt-trc20', due('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', '1')),
      uri('paypal', due('shop@example.com')),
    ]).toEqual([undefined, undefined]);
  });

  test('the name of a guild cannot add anything to one', () => {
    const made = uri('btc', due('175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W', '1', { shop: 'a&amount=9#?é' }))!;
    expect([...new URL(made).searchParams]).toEqual([
      ['amount', '0.00000001'],
      ['label', 'a&amount=9#?é'],
    ]);
  });
});

test('a paypal.me link asks for the exact amount', () => {
  const link = (address: string) => formatOf('paypal')!.link(due(address));
  expect(link('paypal.me/GuildShop')).toBe('https://www.paypal.com/paypalme/GuildShop/12.50EUR');
  expect(link('shop@example.com')).toBeUndefined();
});

test('the QR code of a URI is read as that URI', async () => {
  const text = uri('btc', due('175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W', '123456', { shop: 'Ñandú Shop' }))!;
  const image = await loadImage(await qrCode(text));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
  expect(jsQR.default(data, width, height)?.data).toBe(text);
});
