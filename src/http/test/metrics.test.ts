import { expect, test } from 'vitest';
import { Metrics, routeClass } from '../metrics.ts';

test('each thing the bot does is counted under its labels', async () => {
  const metrics = new Metrics();
  metrics.interaction({ plugin: 'pads', entry: 'command training', outcome: 'done' }, 0.02);
  metrics.interaction({ plugin: 'pads', entry: 'command training', outcome: 'done' }, 4);
  metrics.job('pads/end-session', 'failed');
  metrics.restRequest('patch', '/channels/123456789012345678/messages/123456789012345679', 429);
  metrics.reload('pads', 'running', 0.08);
  const text = await metrics.text();
  for (const line of [
    'guildhall_interactions_total{plugin="pads",entry="command training",outcome="done"} 2',
    'guildhall_interaction_duration_seconds_bucket{le="0.025",plugin="pads",entry="command training",outcome="done"} 1',
    'guildhall_interaction_duration_seconds_sum{plugin="pads",entry="command training",outcome="done"} 4.02',
    'guildhall_jobs_total{job="pads/end-session",outcome="failed"} 1',
    'guildhall_rest_requests_total{method="PATCH",route="/channels/:id/messages/:id",status="429"} 1',
    'guildhall_reloads_total{plugin="pads",outcome="running"} 1',
    'guildhall_reload_duration_seconds_bucket{le="0.1",plugin="pads",outcome="running"} 1',
  ]) {
    expect(text).toContain(line);
  }
  expect(text).toMatch(/^nodejs_heap_size_used_bytes \d+/m);
});

test('plugins are counted by state as they are when somebody looks', async () => {
  const metrics = new Metrics();
  let states = ['running', 'running', 'failed'];
  metrics.countPlugins(() => states);
  expect(await metrics.text()).toContain('guildhall_plugins{state="running"} 2');
  states = ['running'];
  const text = await metrics.text();
  expect(text).toContain('guildhall_plugins{state="running"} 1');
  expect(text).not.toContain('guildhall_plugins{state="failed"}');
});

test('jobs are counted by plugin and state as they are when somebody looks', async () => {
  const metrics = new Metrics();
  let parked = 2;
  metrics.countJobs({
    counts: async () => [{ plugin: 'pads', state: 'parked', count: parked }],
    delay: async () => 4_000,
  });
  expect(await metrics.text()).toContain('guildhall_jobs{plugin="pads",state="parked"} 2');
  expect(await metrics.text()).toContain('guildhall_job_delay_seconds 4');
  parked = 0;
  expect(await metrics.text()).toContain('guildhall_jobs{plugin="pads",state="parked"} 0');
});

test('two bots in one process count for themselves', async () => {
  const [one, other] = [new Metrics(), new Metrics()];
  one.job('a', 'done');
  expect(await other.text()).not.toContain('guildhall_jobs_total{');
});

test.each([
  ['/channels/123456789012345678/messages', '/channels/:id/messages'],
  ['/webhooks/123456789012345678/a-token/messages/@original', '/webhooks/:id/:token/messages/@original'],
  ['/webhooks/:id/:token', '/webhooks/:id/:token'],
  [
    '/interactions/123456789012345678/a-token/callback?with_response=true',
    '/interactions/:id/:token/callback',
  ],
  [
    '/channels/123456789012345678/messages/123456789012345678/reactions/%F0%9F%91%8D/@me',
    '/channels/:id/messages/:id/reactions/:reaction',
  ],
  ['/invites/guildhall', '/invites/:code'],
])('the route class of %s is %s', (route, expected) => {
  expect(routeClass(route)).toBe(expected);
});
