import { pathsList } from 'discord-api-spec';
import { ChannelType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { $ZodType } from 'zod/v4/core';
import type { Route } from '../discord/rest/route.ts';
import { routes } from '../discord/rest/routes/index.ts';
import type { LocalDiscord } from '../discord/server.ts';
import { createUser } from '../discord/state/accounts.ts';
import { createChannel } from '../discord/state/channels.ts';
import { addMember } from '../discord/state/guilds.ts';
import { createInteraction } from '../discord/state/interactions.ts';
import { createMessage } from '../discord/state/messages.ts';
import { createRole } from '../discord/state/roles.ts';
import { bodyArbitraries, mutate } from './fuzz/body-arbitrary.ts';
import { type Answered, type Stage, send, setStage, startCheckedDiscord } from './stage.ts';

const BATCHES = 210;
const BATCH = 50;

let discord: LocalDiscord;
let stage: Stage;
beforeAll(async () => {
  discord = await startCheckedDiscord({ rateLimits: false });
  stage = furnished();
  real = existing();
});
afterAll(() => discord.stop());

/** A guild with one of everything that an id can name. */
function furnished(): Stage {
  const made = setStage(discord, { permissions: 8n });
  const { world, guild, general, owner, application } = made;
  for (const type of [ChannelType.GuildForum, ChannelType.GuildVoice, ChannelType.GuildCategory])
    createChannel(world, guild, { name: `kind-${type}`, type });
  createRole(world, guild, { name: 'Staff' });
  addMember(world, guild, createUser(world, 'ada'));
  createMessage(world, general, { author: owner, content: 'hello' });
  createMessage(world, general, { author: application.bot, content: 'mine' });
  return made;
}

/** Ids and tokens that exist right now, by the names that routes give them, so that requests reach the rules. */
function existing(): Record<string, string[]> {
  const { world, guild, application, general } = stage;
  const interaction = createInteraction(world, {
    application,
    user: stage.owner,
    channel: general,
    type: 2,
    data: { id: '1', name: 'x', type: 1 },
    commandName: 'x',
  });
  const webhooks = [...world.webhooks.values()].slice(-3);
  const threads = [...guild.channels.values()].filter((channel) => channel.thread).slice(-3);
  const roles = [...guild.roles.keys()];
  const users = [...guild.members.keys()];
  return {
    guild_id: [guild.id],
    application_id: [application.id],
    channel_id: [general.id, general.id, ...guild.channels.keys(), ...threads.map(({ id }) => id)],
    message_id: [...general.messages.keys()].slice(-4),
    user_id: users,
    role_id: roles,
    overwrite_id: [...roles, ...users],
    command_id: [...application.commands.values()].flatMap((commands) => [...commands.keys()].slice(-3)),
    interaction_id: [interaction.id],
    interaction_token: [interaction.token],
    webhook_id: [application.id, ...webhooks.map(({ id }) => id)],
    webhook_token: [interaction.token, ...webhooks.map(({ token }) => token)],
    emoji_name: ['%F0%9F%91%8D'],
  };
}

/** What `existing` found after the last batch: the next one is made with it. */
let real: Record<string, string[]>;

/** Something real that a name of a route can stand for; of any kind when there is none, or no name. */
function pick(index: number, name?: string): string {
  const known = name !== undefined && real[name]?.length ? real[name] : Object.values(real).flat();
  return known[index % known.length]!;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly payload: { raw?: string; body?: unknown; files?: { name: string; content: string }[] };
  readonly headers: Record<string, string>;
  readonly token: 'good' | 'bad' | 'none';
}

const anyId = fc.oneof(
  { weight: 16, arbitrary: fc.nat().map((n) => ({ existing: n })) },
  { weight: 1, arbitrary: fc.constantFrom('1', '0', '99999999999999999999999', '1573543128147689475') },
  { weight: 1, arbitrary: fc.constantFrom('@me', '@original', '%F0%9F%91%8D', '%', '%00', 'a:1', '..', 'é') },
);
const bodies = bodyArbitraries(fc.nat().map((index) => pick(index)));
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, '', -1, 1e308, [], {}, [[]], '\u0000', 'x'.repeat(5000), {
    __proto__: null,
    constructor: 1,
  }),
);

const request: fc.Arbitrary<Request> = fc
  .oneof({ weight: 9, arbitrary: fc.constantFrom(...routes) }, { weight: 1, arbitrary: strangeRoute() })
  .chain((route) =>
    fc.record({
      method: fc.constant(route.method as string),
      path: pathOf(route),
      payload: payloadOf(route),
      headers: fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: strangeHeaders }),
      token: fc.oneof(
        { weight: 12, arbitrary: fc.constant('good' as const) },
        fc.constantFrom('bad', 'none'),
      ),
    }),
  );

const strangeHeaders = fc.constantFrom<Record<string, string>>(
  { 'content-type': 'text/plain' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'multipart/form-data' },
  { 'x-audit-log-reason': '%E0%A4%A' },
  { 'x-audit-log-reason': 'a'.repeat(600) },
  { 'content-type': 'application/json; charset=latin1' },
);

/** Routes that Discord has and the server perhaps not, and paths that nobody has. */
function strangeRoute(): fc.Arbitrary<Pick<Route, 'method' | 'path' | 'body'>> {
  const known = Object.entries(pathsList).flatMap(([method, paths]) =>
    paths.map((path) => ({
      method: method.toUpperCase() as Route['method'],
      path: path.replace(/\{(\w+)\}/g, ':$1'),
    })),
  );
  const unknown = fc.record({
    method: fc.constantFrom<Route['method'][]>('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    path: fc.webPath(),
  });
  return fc.oneof(fc.constantFrom(...known), unknown);
}

function pathOf(route: Pick<Route, 'path'>): fc.Arbitrary<string> {
  const parts = route.path.split('/');
  const query = fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    fc.constantFrom(
      '?limit=abc',
      '?limit=-1',
      '?after=x&before=1',
      '?limit=5&around=1',
      '?with_response=true',
      '?a[]=1&a=2',
      '?wait=true',
      '?%',
    ),
  );
  return fc
    .tuple(fc.array(anyId, { minLength: parts.length, maxLength: parts.length }), query)
    .map(([ids, search]) => {
      const fill = (name: string, id: string | { existing: number }) =>
        typeof id === 'string' ? id : pick(id.existing, name);
      return (
        parts
          .map((part, index) => (part.startsWith(':') ? fill(part.slice(1), ids[index]!) : part))
          .join('/') + search
      );
    });
}

function payloadOf(route: Pick<Route, 'method' | 'body'>): fc.Arbitrary<Request['payload']> {
  if (route.method === 'GET') return fc.constant({});
  const schema = typeof route.body === 'object' ? (route.body as $ZodType) : undefined;
  const good = schema ? bodies(schema) : fc.jsonValue({ maxDepth: 3 });
  const mutated = fc.tuple(good, fc.infiniteStream(fc.nat()), junk).map(([body, numbers, value]) => {
    const choose = (below: number) => numbers.next().value! % below;
    return { body: mutate(body, choose, value) };
  });
  return fc.oneof(
    { weight: 4, arbitrary: good.map((body) => ({ body })) },
    { weight: 4, arbitrary: mutated },
    { weight: 1, arbitrary: junk.map((body) => ({ body })) },
    { weight: 1, arbitrary: fc.constantFrom('{', '', 'null', '[1', '"', '{"a":}').map((raw) => ({ raw })) },
    {
      weight: 1,
      arbitrary: good.map((body) => ({ body, files: [{ name: 'a.png', content: 'not a picture' }] })),
    },
  );
}

test(`${BATCHES * BATCH} random requests: the server lives, and every answer is one that Discord could give`, {
  timeout: 60_000,
}, async () => {
  const counts = new Map<number, number>();
  // One example of each kind of problem: all of them are seen in one run.
  const problems = new Map<string, Request>();
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: BATCH, maxLength: BATCH }), async (requests) => {
      if (!stage.guild.members.has(stage.application.bot.id) || !stage.world.channels.has(stage.general.id))
        stage = furnished();
      const answers = await Promise.all(requests.map(perform));
      answers.forEach((answer, index) => {
        counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
        const problem = whatIsWrong(answer);
        const { method, path } = requests[index]!;
        const kind = `${problem}: ${method} /${path.split('/')[1]}: ${answer.body?.message}`.slice(0, 400);
        if (problem && !problems.has(kind)) problems.set(kind, requests[index]!);
      });
      real = existing();
    }),
    { numRuns: BATCHES, seed: Number(process.env.FUZZ_SEED ?? 20261121), endOnFailure: true },
  );
  expect([...problems]).toEqual([]);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  expect(total).toBeGreaterThanOrEqual(10_000);
  // The requests must reach more than the front door.
  for (const status of [200, 204, 400, 401, 403, 404, 501])
    expect(counts.get(status) ?? 0, `${status}`).toBeGreaterThan(50);
  stage = furnished();
  expect((await stage.api('GET', '/users/@me')).body.id).toBe(stage.application.id);
});

function perform({ method, path, payload, headers, token }: Request): Promise<Answered> {
  const authorization = { good: `Bot ${stage.application.token}`, bad: 'Bot nobody', none: null }[token];
  const { raw, body, files } = payload;
  return send(`${discord.url}/api/v10${path}`, method, body, {
    authorization,
    headers,
    ...(raw !== undefined && { raw }),
    ...(files && { files }),
  });
}

/** @returns what Discord would not answer like, or undefined. */
function whatIsWrong({ status, body }: Answered): string | undefined {
  if (status < 400) return undefined;
  if (status === 501) return typeof body?.message === 'string' ? undefined : '501 does not name the route';
  if (status >= 500) return 'the server failed';
  if (typeof body?.error === 'string') return undefined; // OAuth2's own form
  if (typeof body?.message !== 'string' || typeof body?.code !== 'number') return 'no message or code';
  if (body.code === 50035 && body.errors !== undefined && !isErrorTree(body.errors))
    return 'a broken error tree';
  return undefined;
}

function isErrorTree(tree: unknown): boolean {
  if (typeof tree !== 'object' || tree === null) return false;
  return Object.entries(tree).every(([key, branch]) =>
    key === '_errors'
      ? Array.isArray(branch) &&
        branch.every((error) => typeof error.code === 'string' && typeof error.message === 'string')
      : isErrorTree(branch),
  );
}
