import type { Report } from './report.ts';
import { type Loaded, type ServerAddress, type ServerSettings, Worker } from './server-process.ts';
import { median } from './statistics.ts';

const ROUNDS = 3;
const COUNT = 30_000;
const WARM_UP = 20_000;
const CONCURRENCY = 50;
/** Discord asks for a shard for every 2,500 guilds at least; ids do not fall on them evenly. */
const SHARDS = 8;
const GUILDS = { guilds: 10_000, channels: 30, roles: 20, shards: SHARDS };
/** The intent that brings `GUILD_CREATE`. */
const GUILDS_INTENT = 1;

/** The server's own capacity, so that it is known not to be what a bot's benchmark measures. */
export async function run(): Promise<Report> {
  const small = { guilds: 1, channels: 3, roles: 3, shards: 1 };
  const unchecked: Loaded[] = [];
  const checked: Loaded[] = [];
  const peer: Loaded[] = [];
  // Taken in turns, so that a busy minute of the machine falls on all three.
  for (let round = 0; round < ROUNDS; round += 1) {
    console.error(`local-discord: round ${round + 1} of ${ROUNDS}`);
    peer.push(await capacity(new Worker('peer.ts')));
    unchecked.push(await capacity(server({ checkBodies: false, ...small })));
    checked.push(await capacity(server({ checkBodies: true, ...small })));
  }
  console.error(`local-discord: ${GUILDS.guilds} guilds`);
  const many = await readiness();
  const bare = median(peer.map((loaded) => loaded.perSecond));
  const off = median(unchecked.map((loaded) => loaded.perSecond));
  const on = median(checked.map((loaded) => loaded.perSecond));
  const failed = [...unchecked, ...checked].reduce((sum, loaded) => sum + loaded.failed, 0);
  return {
    bench: 'local-discord',
    about: `a bare WebSocket client in another process, ${COUNT} interactions at ${CONCURRENCY} in flight after ${WARM_UP} to warm up, medians of ${ROUNDS} rounds in turns; then ${GUILDS.guilds} guilds on ${SHARDS} shards, each of ${GUILDS.channels} channels and ${GUILDS.roles} roles`,
    figures: [
      { name: 'interactions, body checks off', value: off, unit: '/s', goal: { least: 8_000 } },
      { name: 'interactions, body checks on', value: on, unit: '/s', goal: { least: 3_000 } },
      { name: 'peer: sockets alone, no Discord', value: bare, unit: '/s' },
      { name: 'checks off against the peer', value: off / bare, unit: 'x' },
      { name: 'checks on against checks off', value: on / off, unit: 'x' },
      { name: 'p50, body checks on', value: median(checked.map(({ latency }) => latency.p50)), unit: 'ms' },
      { name: 'p99, body checks on', value: median(checked.map(({ latency }) => latency.p99)), unit: 'ms' },
      { name: 'interactions not answered', value: failed, unit: '', goal: { most: 0 } },
      { name: 'READY and all GUILD_CREATE', value: many.seconds, unit: 's', goal: { most: 15 } },
      { name: 'sent meanwhile', value: many.megabytes, unit: 'MB' },
      { name: "server's peak memory", value: many.peakMegabytes, unit: 'MB', goal: { most: 1_500 } },
    ],
  };
}

function server(settings: Omit<ServerSettings, 'bots'>): Worker {
  return new Worker('server.ts', {
    args: [JSON.stringify({ bots: ['Bench'], command: 'ping', ...settings })],
  });
}

async function capacity(worker: Worker): Promise<Loaded> {
  const { api, tokens } = await worker.says<ServerAddress>();
  const client = new Worker('client.ts', { args: [api, tokens[0]!] });
  await client.says();
  const load = { bot: 'Bench', command: 'ping', concurrency: CONCURRENCY };
  await worker.ask<Loaded>({ load: { ...load, count: WARM_UP } });
  const loaded = await worker.ask<Loaded>({ load: { ...load, count: COUNT } });
  await client.stop();
  await worker.stop();
  return loaded;
}

async function readiness(): Promise<{ seconds: number; megabytes: number; peakMegabytes: number }> {
  const worker = server({ checkBodies: true, ...GUILDS });
  const { api, tokens } = await worker.says<ServerAddress>();
  const client = new Worker('client.ts', {
    args: [api, tokens[0]!, String(GUILDS_INTENT), String(SHARDS)],
  });
  const { ms, bytes, guilds } = await client.says<{ ms: number; bytes: number; guilds: number }>();
  if (guilds !== GUILDS.guilds) throw new Error(`${guilds} guilds came, not ${GUILDS.guilds}`);
  const { peakMegabytes } = await worker.ask<{ peakMegabytes: number }>({ memory: true });
  await client.stop();
  await worker.stop();
  return { seconds: ms / 1000, megabytes: bytes / 1e6, peakMegabytes };
}
