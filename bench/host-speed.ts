import { type BotName, botNames, eachBot, type StartedBot, startBot } from './bots.ts';
import { type Loaded, type ServerAddress, type ServerSettings, Worker } from './server-process.ts';
import { median } from './statistics.ts';

/** How much is measured. */
export interface SpeedPlan {
  /** How long a bot has for its first answer, in ms. */
  readonly answerIn: number;
  /** How often each bot is started. */
  readonly starts: number;
  readonly rounds: number;
  readonly warmUp: number;
  /** Interactions of a round, one at a time and many at once. */
  readonly single: number;
  readonly many: number;
  readonly deferredRounds: number;
  /** Deferred answers of a round, of a client that is held to 50 requests a second and of one that is not. */
  readonly deferredCapped: number;
  readonly deferredFree: number;
}

/** What one bot did in each round. */
export interface Rounds {
  /** From its process's start to ready, in ms. */
  readonly starts: number[];
  /** From dispatch to callback, one at a time, in ms. */
  readonly p50: number[];
  readonly p99: number[];
  /** Answers a second at 50 in flight. */
  readonly perSecond: number[];
  readonly deferredPerSecond: number[];
  failed: number;
}

/** How many are in flight in the rounds at full speed. */
export const inFlight = 50;

/** Three bots at one local Discord, each in a guild of its own, measured in turns. */
export async function measureSpeed(plan: SpeedPlan, folder: string): Promise<Record<BotName, Rounds>> {
  const settings: ServerSettings = {
    checkBodies: true,
    bots: botNames,
    guilds: 1,
    channels: 3,
    roles: 3,
    shards: 1,
    answerIn: plan.answerIn,
  };
  const server = new Worker('server.ts', { args: [JSON.stringify(settings)] });
  const address = await server.says<ServerAddress>();
  const results = await eachBot<Rounds>(async () => ({
    starts: [],
    p50: [],
    p99: [],
    perSecond: [],
    deferredPerSecond: [],
    failed: 0,
  }));
  const load = async (bot: BotName, order: { command: string; count: number; concurrency: number }) => {
    const loaded = await server.ask<Loaded>({ load: { bot, filled: order.command === 'later', ...order } });
    results[bot].failed += loaded.failed;
    return loaded;
  };

  const bots = new Map<BotName, StartedBot>();
  for (let start = 0; start < plan.starts; start += 1) {
    for (const [index, bot] of botNames.entries()) {
      await bots.get(bot)?.worker.stop('SIGTERM');
      const started = await startBot(bot, { api: address.api, token: address.tokens[index]!, folder });
      results[bot].starts.push(started.ms);
      bots.set(bot, started);
      for (const command of ['pong', 'later']) await server.ask({ offered: { bot, command } });
    }
  }
  for (const bot of botNames) await load(bot, { command: 'pong', count: plan.warmUp, concurrency: inFlight });
  for (let round = 0; round < plan.rounds; round += 1) {
    console.error(`host: round ${round + 1} of ${plan.rounds}`);
    for (const bot of inTurn(round)) {
      const { latency } = await load(bot, { command: 'pong', count: plan.single, concurrency: 1 });
      results[bot].p50.push(latency.p50);
      results[bot].p99.push(latency.p99);
    }
    for (const bot of inTurn(round)) {
      const { perSecond } = await load(bot, { command: 'pong', count: plan.many, concurrency: inFlight });
      results[bot].perSecond.push(perSecond);
    }
  }
  for (let round = 0; round < plan.deferredRounds; round += 1) {
    console.error(`host: deferred round ${round + 1} of ${plan.deferredRounds}`);
    for (const bot of inTurn(round)) {
      const count = bot === 'Guildhall' ? plan.deferredFree : plan.deferredCapped;
      const { perSecond } = await load(bot, { command: 'later', count, concurrency: inFlight });
      results[bot].deferredPerSecond.push(perSecond);
    }
  }
  // Guildhall closes its database, which the memory rounds begin with.
  for (const { worker } of bots.values()) await worker.stop('SIGTERM');
  await server.stop();
  return results;
}

/** Each round begins with another bot: none is always the one after a pause. */
function inTurn(round: number): readonly BotName[] {
  const first = round % botNames.length;
  return [...botNames.slice(first), ...botNames.slice(0, first)];
}

/** How a figure of one bot stands to another's: in each round first, so that a busy minute of the machine counts for both. */
export function ratio(one: readonly number[], other: readonly number[]): number {
  return median(one.map((value, index) => value / other[index]!));
}
