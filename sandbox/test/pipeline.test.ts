import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LocalDiscord } from '../discord/server.ts';
import { type Stage, setStage, startDiscord } from './stage.ts';

let discord: LocalDiscord;
let stage: Stage;
beforeAll(async () => {
  discord = await startDiscord();
});
afterAll(() => discord.stop());
beforeEach(() => {
  stage = setStage(discord, { permissions: 8n });
});

const bot = () => `Bot ${stage.application.token}`;

/** Sends bytes as they are and reads all that comes until the server closes. */
function raw(lines: string[], body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(discord.port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.end(`${[...lines, 'host: local', 'connection: close'].join('\r\n')}\r\n\r\n${body}`);
  });
}

describe('the order of refusals', () => {
  test('token, then the form of the body, then the ids of the path, then the body, then the route itself', async () => {
    const path = `/channels/${stage.general.id}/messages`;
    const unknown = '/channels/1/messages';
    const noToken = { authorization: null };
    const noJson = { raw: '{ no json' };
    const answers = [
      await stage.api('POST', '/channels/general/messages', undefined, { ...noToken, ...noJson }),
      await stage.api('POST', '/channels/general/messages', undefined, noJson),
      await stage.api('POST', '/channels/general/messages', { embeds: 1 }),
      await stage.api('POST', unknown, { embeds: 1 }),
      await stage.api('POST', unknown, { content: 'x' }),
      await stage.api('POST', path, { content: 'x' }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [401, 0],
      [400, 50109],
      [400, 50035],
      [400, 50035],
      [404, 10003],
      [200, undefined],
    ]);
    expect(answers[2]!.body.errors).toHaveProperty('channel_id');
    expect(answers[3]!.body.errors).toHaveProperty('embeds');
  });
});

describe('what no client should send', () => {
  test('HEAD and OPTIONS are no methods of the API', async () => {
    for (const method of ['HEAD', 'OPTIONS']) {
      const answer = await fetch(`${discord.url}/api/v10/gateway`, { method });
      expect(answer.status).toBe(405);
    }
    expect((await fetch(`${discord.url}/api/v10/nowhere`, { method: 'OPTIONS' })).status).toBe(501);
  });

  test('a header that comes twice counts once', async () => {
    const answer = await raw([
      'GET /api/v10/users/@me HTTP/1.1',
      `authorization: ${bot()}`,
      'authorization: Bot other',
      'x-audit-log-reason: one',
      'x-audit-log-reason: two',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain(stage.application.bot.id);
  });

  test.each([
    ['half of a percent sign', 'GET /api/v10/users/%E0%A4%A HTTP/1.1', 400],
    ['half of a character', 'GET /api/v10/users/%C3 HTTP/1.1', 400],
    ['a query that is no query', 'GET /api/v10/users/@me?%=%&&==&a[b=1&limit=%ff HTTP/1.1', 200],
    ['a name that is given twice', 'GET /api/v10/users/@me/guilds?limit=x&limit=1 HTTP/1.1', 200],
    ['names that objects have', 'GET /api/v10/users/@me/guilds?__proto__=1&constructor=2 HTTP/1.1', 200],
    ['a number beyond all numbers', `GET /api/v10/users/@me/guilds?limit=${'9'.repeat(400)} HTTP/1.1`, 400],
    ['a path of 5,000 letters', `GET /api/v10/users/${'a'.repeat(5_000)} HTTP/1.1`, 0],
    ['a method that nobody has', 'BREW /api/v10/gateway HTTP/1.1', 400],
    ['no address at all', 'GET  HTTP/1.1', 400],
  ])('%s is refused, or passed over, and the server lives', async (_name, line, status) => {
    const answer = await raw([line, `authorization: ${bot()}`]);
    const given = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
    if (status) expect(given).toBe(status);
    else expect(given).toBeOneOf([400, 404, 414, 501]);
    expect((await stage.api('GET', '/gateway')).status).toBe(200);
  });

  test('a body that nests deeper than any check could follow is no JSON', async () => {
    const path = `/channels/${stage.general.id}/messages`;
    const deep = (opening: string, closing: string) =>
      stage.api('POST', path, undefined, {
        raw: `{"content":"x","embeds":${opening.repeat(20_000)}1${closing.repeat(20_000)}}`,
      });
    for (const answer of [await deep('[', ']'), await deep('{"a":', '}')])
      expect(answer).toMatchObject({ status: 400, body: { code: 50109 } });
    const flat = await stage.api('POST', path, { content: '[{"\\'.repeat(300) });
    expect(flat).toMatchObject({ status: 200 });
  });

  test.each([
    ['with its length', (body: Uint8Array<ArrayBuffer>) => body],
    ['in chunks', (body: Uint8Array<ArrayBuffer>) => new Blob([body]).stream()],
  ])('a body of more than 25 MiB is too large (sent %s)', async (_name, form) => {
    const response = await fetch(`${discord.url}/api/v10/channels/${stage.general.id}/messages`, {
      method: 'POST',
      headers: { authorization: bot(), 'content-type': 'application/json' },
      body: form(new Uint8Array(26 * 1024 * 1024).fill(0x20)),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 40005 });
  });

  test('a multipart body without a boundary, or cut off, is refused', async () => {
    const path = `/channels/${stage.general.id}/messages`;
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      const answer = await stage.api('POST', path, undefined, {
        raw: '--x\r\ncontent-disposition: form-data; name="payload_json"\r\n\r\n{"conte',
        headers: { 'content-type': type },
      });
      expect(answer.status).toBe(400);
    }
  });
});

test('a token that is reset works no more, and the new one does', async () => {
  expect((await stage.api('GET', '/users/@me')).status).toBe(200);
  const old = bot();
  stage.application.token = 'another';
  expect((await stage.api('GET', '/users/@me', undefined, { authorization: old })).status).toBe(401);
  expect((await stage.api('GET', '/users/@me')).status).toBe(200);
});

test('every version of the path leads to the same API', async () => {
  for (const prefix of ['/api/v10', '/api/v9', '/api']) {
    const response = await fetch(`${discord.url}${prefix}/gateway`);
    expect(await response.json()).toEqual({ url: `ws://127.0.0.1:${discord.port}/gateway` });
  }
});

test('a port in use is said in one line', async () => {
  await expect(LocalDiscord.start({ port: discord.port })).rejects.toThrow(
    new Error(`Port ${discord.port} is in use: choose another with --port or PORT`),
  );
});
