import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPublic } from '../catalogue/public-address.ts';
import { type Ask, webFile } from '../effects/web-file.ts';
import { Picture } from '../entities/picture.ts';
import { guild, onEveryDatabase, sam } from './ground.ts';

const picture = (hash: string) => ({ bytes: Buffer.from(hash), hash, look: '0'.repeat(16) });

onEveryDatabase((test) => {
  test('a product has one picture: a new one takes the place of the old one', async (ground) => {
    const { products } = ground;
    const product = await ground.addProduct();
    expect(await products.picture(product)).toBeUndefined();
    (await products.illustrate(guild, product.id, picture('one'), sam)).unwrap();
    const second = (await products.illustrate(guild, product.id, picture('two'), sam)).unwrap();
    expect((await products.picture(second))?.hash).toBe('two');
    // What is said about it later leaves the picture where it is.
    const edited = (await products.edit(guild, product.id, { name: 'Other' }, sam)).unwrap();
    expect((await products.picture(edited))?.hash).toBe('two');
    expect(await ground.all(Picture)).toHaveLength(1);
    const bare = (await products.illustrate(guild, product.id, null, sam)).unwrap();
    expect(bare.picture).toBeNull();
    expect(await ground.all(Picture)).toEqual([]);
  });

  test('proofs of payment stay when a product changes its picture', async (ground) => {
    const { products } = ground;
    const { product, method } = await ground.stocked(1);
    const { id, buyer } = (await ground.ask({ product, method })).unwrap();
    (await ground.review.submit(guild, id, buyer, { picture: picture('proof') })).unwrap();
    (await products.illustrate(guild, product, picture('one'), sam)).unwrap();
    (await products.illustrate(guild, product, null, sam)).unwrap();
    expect((await ground.all(Picture)).map(({ hash }) => hash)).toEqual(['proof']);
  });
});

describe('addresses', () => {
  test.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    '%s is public',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'example.org',
  ])('%s is not', (address) => {
    expect(isPublic(address)).toBe(false);
  });
});

describe('files on the web', () => {
  const server = createServer(({ url }, answer) => {
    if (url === '/inside') {
      answer.writeHead(302, { location: 'https://169.254.169.254/latest' }).end();
    } else if (url === '/again') {
      answer.writeHead(302, { location: '/file' }).end();
    } else if (url === '/circle') {
      answer.writeHead(302, { location: '/circle' }).end();
    } else if (url === '/file') {
      answer.end('a file');
    } else {
      answer.writeHead(404).end();
    }
  });
  /** Asks the server of this test, whatever host is named. */
  const ask: Ask = ({ pathname }) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      get({ host: '127.0.0.1', port, path: pathname }, resolve).on('error', reject);
    });
  const fetched = (path: string, max = 100) => webFile(`https://shop.example${path}`, max, ask);

  beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
  afterAll(() => server.close());

  test('a file is read, also when its address leads to another one', async () => {
    expect(String(await fetched('/file'))).toBe('a file');
    expect(String(await fetched('/again'))).toBe('a file');
  });

  test.each([
    ['/inside', 'web-private'],
    ['/circle', 'web-failed'],
    ['/nothing', 'web-failed'],
  ])('%s is refused: %s', async (path, code) => {
    await expect(fetched(path)).rejects.toMatchObject({ code });
  });

  test('a file that is too large is not read to its end', async () => {
    await expect(fetched('/file', 5)).rejects.toMatchObject({ code: 'file-too-large' });
  });

  test.each(['http://shop.example/x.png', 'file:///etc/passwd', 'x.png', 'https://user:pass@shop.example/'])(
    '%s is no address of a file',
    async (typed) => {
      await expect(webFile(typed, 100, ask)).rejects.toMatchObject({ code: 'web-unclear' });
    },
  );

  test.each([
    'https://127.0.0.1/x.png',
    'https://[::1]/x.png',
    'https://localhost/x.png',
    'https://0x7f.1/x.png',
  ])('%s leads inside and is not asked', async (typed) => {
    await expect(webFile(typed, 100)).rejects.toMatchObject({ code: 'web-private' });
  });
});
