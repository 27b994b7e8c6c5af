import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../stage/stage.ts';

/** What a plugin answers by HTTP, through the real process. */
let stage: Stage;

const plugin = (said: string) => `import { definePlugin } from '@guildhall/sdk';
export default definePlugin({
  name: 'pages',
  data: { forgetGuild: async () => {}, forgetUser: async () => {}, exportUser: async () => ({}) },
  setup: (host) => {
    host.route('GET', 'hello', ({ query }) => ({ body: \`${said}, \${query.get('name')}; \${host.addressOf('hello')}\` }));
    host.route('POST', 'echo', ({ body, headers }) => ({
      status: 201,
      type: 'text/html; charset=utf-8',
      body: \`<b>\${body.toString('hex')} \${headers['x-signature']}</b>\`,
    }));
    host.route('GET', 'broken', () => {
      throw new Error('a secret matter');
    });
  },
});
`;

beforeAll(async () => {
  stage = await startStage({
    env: { PUBLIC_URL: 'https://bot.example.com/guildhall/' },
    before: (stage) =>
      stage.plugins.write('pages', {
        'package.json': { name: 'pages', version: '1.0.0', type: 'module' },
        'plugin.ts': plugin('Hello'),
      }),
  });
});
afterAll(() => stage?.stop());

const get = async (path: string) => {
  const response = await stage.bot.fetch(`/plugins/${path}`);
  return { status: response.status, text: await response.text() };
};

test('a route answers under the name of its plugin, and knows its address as others see it', async () => {
  expect(await get('pages/hello?name=Ada')).toEqual({
    status: 200,
    text: 'Hello, Ada; https://bot.example.com/guildhall/plugins/pages/hello',
  });
});

test('a body comes in as it was sent', async () => {
  const response = await fetch(`${stage.bot.url}/plugins/pages/echo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-signature': 'abc' },
    body: '{ "a":1 }',
  });
  expect(response.status).toBe(201);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await response.text()).toBe(`<b>${Buffer.from('{ "a":1 }').toString('hex')} abc</b>`);
});

test('a route that throws tells a reference and nothing else; one that is not there is told so', async () => {
  const broken = await get('pages/broken');
  expect(broken.status).toBe(500);
  expect(broken.text).toContain('reference');
  expect(broken.text).not.toContain('secret matter');
  for (const path of ['pages/nothing', 'nobody/hello', 'pages/echo']) {
    expect((await get(path)).status, path).toBe(404);
  }
});

test('a saved plugin answers anew; one that is taken away everywhere takes a break; one that is gone is gone', async () => {
  await stage.plugins.edit('pages/plugin.ts', 'Hello', 'Good day');
  await expect.poll(async () => (await get('pages/hello')).text).toContain('Good day');

  const guild = stage.guild('Test', { owner: 'ada' });
  const olga = guild.member('olga', {
    roles: [guild.createRole('Boss', { permissions: ['Administrator'] })],
  });
  await olga.until(() => olga.commands().includes('/plugins disable'));
  await olga.slash('/plugins disable', { plugin: 'pages' });
  expect((await get('pages/hello')).status).toBe(503);
  await olga.slash('/plugins enable', { plugin: 'pages' });
  expect((await get('pages/hello')).status).toBe(200);

  await stage.plugins.remove('pages');
  await expect.poll(async () => (await get('pages/hello')).status).toBe(404);
});
