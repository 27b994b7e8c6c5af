import { MessageFlags, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_LIFETIME } from '../discord/cdn/links.ts';
import { imageSize } from '../discord/cdn/media-type.ts';
import { picture } from '../discord/cdn/picture.ts';
import type { LocalDiscord } from '../discord/server.ts';
import { deleteChannel } from '../discord/state/channels.ts';
import { frozenClock, type Stage, setStage, startCheckedDiscord } from './stage.ts';

const everything = { permissions: P.Administrator };
const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startCheckedDiscord({ clock: frozenClock() });
});
afterAll(() => discord.stop());

/** Uploads a file; gives the message's path and the file's link. */
async function upload(stage: Stage, name = 'data.bin', content: string | Uint8Array = bytes) {
  const at = `/channels/${stage.general.id}/messages`;
  const { body } = await stage.api('POST', at, {}, { files: [{ name, content }] });
  return { path: `${at}/${body.id}`, url: body.attachments[0].url as string };
}

async function read(url: string, init?: RequestInit) {
  const response = await fetch(url, init);
  return {
    status: response.status,
    headers: response.headers,
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

const text = (answer: { bytes: Uint8Array }) => new TextDecoder().decode(answer.bytes);

describe('the link of a file', () => {
  test('gives back exactly what was uploaded', async () => {
    const answer = await read((await upload(setStage(discord))).url);
    expect(answer.status).toBe(200);
    expect(answer.bytes).toEqual(bytes);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="data.bin"');
  });

  test('runs out by the clock, and reading the message signs it anew', async () => {
    const stage = setStage(discord);
    const { path, url } = await upload(stage);
    stage.world.clock.advance(LINK_LIFETIME - 1000);
    expect((await read(url)).status).toBe(200);
    stage.world.clock.advance(1000);
    const old = await read(url);
    expect(old.status).toBe(404);
    expect(text(old)).toBe('This content is no longer available.');
    expect(old.headers.get('content-type')).toContain('text/plain');
    const again = (await stage.api('GET', path)).body.attachments[0].url;
    expect(again).not.toBe(url);
    expect((await read(again)).bytes).toEqual(bytes);
  });

  test('is signed: nothing of it may be changed or left out', async () => {
    const { url } = await upload(setStage(discord));
    const later = (Math.floor(discord.world.clock.now() / 1000) + 10 * 86_400).toString(16);
    for (const wrong of [
      url.split('?')[0]!,
      url.replace(/ex=\w+/, `ex=${later}`),
      url.replace(/hm=\w+/, 'hm=00'),
      url.replace('data.bin', 'other.bin'),
    ])
      expect((await read(wrong)).status, wrong).toBe(404);
  });

  test('is gone with its message', async () => {
    const stage = setStage(discord);
    const { path, url } = await upload(stage);
    await stage.api('DELETE', path);
    expect((await read(url)).status).toBe(404);
  });

  test('is gone with its channel', async () => {
    const stage = setStage(discord);
    const { url } = await upload(stage);
    deleteChannel(stage.world, stage.general);
    expect((await read(url)).status).toBe(404);
  });

  test('is gone when an edit takes the file off its message, and the others stay', async () => {
    const stage = setStage(discord);
    const at = `/channels/${stage.general.id}/messages`;
    const files = ['a.txt', 'b.txt'].map((name) => ({ name, content: name }));
    const { body } = await stage.api('POST', at, { content: 'files' }, { files });
    const [first, second] = body.attachments;
    await stage.api('PATCH', `${at}/${body.id}`, { attachments: [{ id: second.id }] });
    expect((await read(first.url)).status).toBe(404);
    expect(text(await read(second.url))).toBe('b.txt');
  });

  test('answers HEAD and parts', async () => {
    const { url } = await upload(setStage(discord));
    const head = await read(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), head.bytes.length]).toEqual([200, '1000', 0]);
    const part = await read(url, { headers: { range: 'bytes=10-19' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/1000']);
    expect(part.bytes).toEqual(bytes.subarray(10, 20));
    expect((await read(url, { headers: { range: 'bytes=-5' } })).bytes).toEqual(bytes.subarray(995));
    expect((await read(url, { headers: { range: 'bytes=2000-' } })).status).toBe(416);
  });

  test('never shows a page of somebody’s own making', async () => {
    const { url } = await upload(setStage(discord), 'page.html', '<script></script>');
    expect((await read(url)).headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('in an embed and in a component leads to the file, and is renewed', async () => {
    const stage = setStage(discord);
    const at = `/channels/${stage.general.id}/messages`;
    const files = [{ name: 'photo.png', content: picture('photo') }];
    const media = { url: 'attachment://photo.png' };
    const embed = await stage.api('POST', at, { embeds: [{ image: media }] }, { files });
    const gallery = await stage.api(
      'POST',
      at,
      { flags: MessageFlags.IsComponentsV2, components: [{ type: 12, items: [{ media }] }] },
      { files },
    );
    stage.world.clock.advance(LINK_LIFETIME);
    const links = [
      (await stage.api('GET', `${at}/${embed.body.id}`)).body.embeds[0].image.url,
      (await stage.api('GET', `${at}/${gallery.body.id}`)).body.components[0].items[0].media.url,
    ];
    for (const link of links) expect(imageSize((await read(link)).bytes)).toEqual({ width: 64, height: 64 });
  });

  test('can be renewed by itself', async () => {
    const stage = setStage(discord);
    const { url } = await upload(stage);
    stage.world.clock.advance(LINK_LIFETIME);
    const answer = await stage.api('POST', '/attachments/refresh-urls', {
      attachment_urls: [url, 'https://example.com/a.png'],
    });
    expect(answer.body.refreshed_urls).toMatchObject([{ original: url }, { refreshed: null }]);
    expect((await read(answer.body.refreshed_urls[0].refreshed)).bytes).toEqual(bytes);
  });

  test('of another message stays alive in an embed that shows it without its signature', async () => {
    const stage = setStage(discord, everything);
    const { url } = await upload(stage, 'photo.png', picture('photo'));
    const at = `/channels/${stage.general.id}/messages`;
    const sent = await stage.api('POST', at, { embeds: [{ image: { url: url.split('?')[0] } }] });
    stage.world.clock.advance(LINK_LIFETIME);
    const again = await stage.api('GET', `${at}/${sent.body.id}`);
    expect((await read(again.body.embeds[0].image.url)).status).toBe(200);
  });
});

describe('pictures', () => {
  test.each([
    'embed/avatars/0.png',
    'avatars/123456789012345678/abc.webp?size=128',
    'icons/123456789012345678/abc.png',
    'banners/123456789012345678/abc.png',
    'guilds/123456789012345678/users/123456789012345678/avatars/abc.png',
    'emojis/123456789012345678.gif',
  ])('%s is drawn', async (path) => {
    const answer = await read(`${discord.url}/cdn/${path}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(imageSize(answer.bytes)).toEqual({ width: 64, height: 64 });
  });

  test.each(['embed/avatars/6.png', 'embed/avatars/x.png', 'avatars/1/abc.exe', 'nothing', '../api'])(
    '%s is none',
    async (path) => {
      expect((await read(`${discord.url}/cdn/${path}`)).status).not.toBe(200);
    },
  );
});

describe('the size of a picture is read from its header', () => {
  const hex = (digits: string) => Uint8Array.from(Buffer.from(digits.replaceAll(' ', ''), 'hex'));

  test.each([
    ['GIF', hex('474946383961 2003 5802 000000')],
    ['JPEG', hex('ffd8 ffe0 0004 0000 ffc0 0011 08 0258 0320 03')],
    ['lossy WebP', hex('52494646 00000000 57454250 56503820 00000000 000000 9d012a 2003 5802')],
    ['lossless WebP', hex('52494646 00000000 57454250 5650384c 00000000 2f 1fc39500')],
    ['extended WebP', hex('52494646 00000000 57454250 56503858 0a000000 00000000 1f0300 570200')],
  ])('%s', (_kind, content) => {
    expect(imageSize(content)).toEqual({ width: 800, height: 600 });
  });

  test('what is no picture, or breaks off, has none', () => {
    expect(imageSize(new TextEncoder().encode('hello, this is text'))).toBeUndefined();
    expect(imageSize(hex('ffd8 ffe0'))).toBeUndefined();
    expect(imageSize(hex('89504e47'))).toBeUndefined();
    expect(imageSize(new Uint8Array())).toBeUndefined();
  });
});
