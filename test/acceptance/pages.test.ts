import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../stage/stage.ts';

/** The HTTP pages of the real process, and the log file, while people use the bot. */
let stage: Stage;

beforeAll(async () => {
  stage = await startStage({
    plugins: ['pads'],
    env: { LOG_LEVEL: 'warn', DEBUG: '1' },
    before: (stage) => void stage.guild('Test', { owner: 'ada', channels: ['general'] }),
  });
});
afterAll(() => stage?.stop());

const page = async (path: string) => {
  const response = await stage.bot.fetch(path);
  return { status: response.status, text: await response.text() };
};

test('/ lists the pages, /health and /ready say yes', async () => {
  expect((await page('/')).text).toContain('/metrics');
  expect(await page('/health')).toMatchObject({ status: 200 });
  expect(await page('/ready')).toEqual({ status: 200, text: '{"ready":true,"missing":[]}' });
  expect(await page('/nothing')).toMatchObject({ status: 404 });
});

test('/metrics counts what people did: by plugin, entry and outcome, with the requests that it took', async () => {
  const ada = stage.guild('Test').owner;
  await ada.until(() => ada.commands().includes('/features list'));
  await ada.slash('/features enable', { feature: 'pads' });
  await ada.until(() => ada.commands().includes('/training'));
  await ada.slash('/training', { pad: 1, starts: 'now' });
  const refused = await ada.slash('/training', { pad: 1, starts: 'now' });
  expect(refused.text).toContain('@ada has a session already');

  let text = '';
  const of = (name: string, labels: string) =>
    Number(new RegExp(`^guildhall_${name}\\{${labels}\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const training = 'plugin="pads",entry="command training"';
  const runs = (outcome: string) => of('interactions_total', `${training},outcome="${outcome}"`);
  const answers = 'method="POST",route="/interactions/:id/:token/callback"';
  const answered = (status: number) => of('rest_requests_total', `${answers},status="${status}"`);
  // A run is counted when it is over, a moment after its answer; some ask Discord for the message that it made of that.
  await ada.until(async () => {
    text = (await page('/metrics')).text;
    return runs('ok') > 0 && runs('refusal') > 0 && answered(200) + answered(204) >= 3;
  });
  expect([runs('ok'), runs('refusal')]).toEqual([1, 1]);
  expect(of('interaction_duration_seconds_count', `${training},outcome="ok"`)).toBe(1);
  expect(of('plugins', 'state="running"')).toBe(1);
  expect(of('reloads_total', 'plugin="pads",outcome="loaded"')).toBe(1);
  // The session's end waits.
  expect(of('jobs', 'plugin="pads",state="ready"')).toBeGreaterThan(0);
  expect(text).toMatch(/^nodejs_heap_size_used_bytes \d/m);
});

test('/status tells the plugins with their effects, the shards, the database and the jobs', async () => {
  const status = JSON.parse((await page('/status')).text);
  expect(status).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    plugins: [{ name: 'pads', state: 'running', generation: 1, version: '1.0.0', guilds: 1 }],
    shards: [{ id: 0, status: 'Ready' }],
    database: { dialect: 'sqlite' },
    jobs: { parked: 0 },
  });
  expect(status.plugins[0].effects).toContain('texts');
});

test('DEBUG=1 logs each way in, each request to Discord and each job, and no token', async () => {
  const said = () => stage.bot.logs().map(({ text }) => text);
  const line = (words: string) => said().find((text) => text.includes(words));
  const { owner } = stage.guild('Test');
  await owner.until(() => line('pads: command training ended: refusal') && line('the job pads/'));

  expect(line('pads: command training ended: ok')).toContain(`"user":"${owner.id}"`);
  expect(line('/callback')).toMatch(
    /Discord answered 20\d to POST \/interactions\/\d+\/\[secret\]\/callback/,
  );
  expect(said().join('\n')).not.toContain(stage.account.token);
});

test('while Discord cannot be reached /ready says no, the log says so, and both say when it is back', async () => {
  const { gateway, guilds } = stage.sandbox;
  const { owner } = guilds[0]!;
  gateway.refuseConnections(true);
  gateway.dropAll();
  await owner.until(async () => (await page('/ready')).status === 503);
  expect((await page('/ready')).text).toContain('the connection to Discord');
  expect(await page('/health')).toMatchObject({ status: 200 });
  await stage.bot.until('the connection to Discord was lost');
  gateway.refuseConnections(false);
  await owner.until(async () => (await page('/ready')).status === 200);
  await stage.bot.until('the connection to Discord is back');
});
