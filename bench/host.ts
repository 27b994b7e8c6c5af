import { type BotName, botNames } from './bots.ts';
import { guildSize, type Held, measureMemory } from './host-memory.ts';
import { inFlight, measureSpeed, type Rounds, ratio, type SpeedPlan } from './host-speed.ts';
import { answerIn, type Figure, type Report, type Scale } from './report.ts';
import { scratchFolder } from './scratch.ts';
import { median } from './statistics.ts';

interface Plan extends SpeedPlan {
  readonly guilds: readonly number[];
}

const usual: Plan = {
  answerIn: answerIn('usual'),
  starts: 3,
  rounds: 16,
  warmUp: 3_000,
  single: 400,
  many: 1_500,
  deferredRounds: 3,
  deferredCapped: 300,
  deferredFree: 1_500,
  guilds: [1, 1_000, 10_000],
};

const plans: Readonly<Record<Scale, Plan>> = {
  quick: {
    answerIn: answerIn('quick'),
    starts: 1,
    rounds: 1,
    warmUp: 50,
    single: 30,
    many: 100,
    deferredRounds: 1,
    deferredCapped: 25,
    deferredFree: 50,
    guilds: [1],
  },
  usual,
  full: { ...usual, rounds: 40, deferredRounds: 6 },
};

/** Guildhall beside a bare discord.js bot and a bare Sapphire bot that answer the same commands. */
export async function run(scale: Scale): Promise<Report> {
  const plan = plans[scale];
  const folder = scratchFolder();
  const speed = await measureSpeed(plan, folder);
  const memory = new Map<number, Record<BotName, Held>>();
  for (const guilds of plan.guilds) memory.set(guilds, await measureMemory(guilds, folder));
  return {
    bench: 'host',
    about: `/pong and a deferred /later, ${plan.rounds} rounds in turns of ${plan.single} one at a time and ${plan.many} at ${inFlight} in flight, then ${plan.deferredRounds} rounds of deferred ones, where discord.js holds the bare bots to 50 edits a second; medians of the rounds, ratios of each round; memory after the garbage was collected, guilds of ${guildSize.channels} channels and ${guildSize.roles} roles, Guildhall's command menus set before`,
    figures: [
      ...speedFigures(speed),
      ...[...memory].flatMap(([guilds, held]) => memoryFigures(guilds, held)),
    ],
  };
}

function speedFigures(speed: Record<BotName, Rounds>): Figure[] {
  const each = (name: string, unit: string, values: (rounds: Rounds) => number[]): Figure[] =>
    botNames.map((bot) => ({ name: `${name}, ${bot}`, value: median(values(speed[bot])), unit }));
  const { Guildhall: ours, Sapphire: sapphire, 'discord.js': bare } = speed;
  const failed = botNames.reduce((sum, bot) => sum + speed[bot].failed, 0);
  return [
    ...each('pong p50', 'ms', ({ p50 }) => p50),
    against('pong p50', 'Sapphire', ratio(ours.p50, sapphire.p50), { most: 1.1 }),
    ...each('pong p99', 'ms', ({ p99 }) => p99),
    against('pong p99', 'Sapphire', ratio(ours.p99, sapphire.p99)),
    ...each('pongs at 50 in flight', '/s', ({ perSecond }) => perSecond),
    against('pongs', 'Sapphire', ratio(ours.perSecond, sapphire.perSecond), { least: 0.9 }),
    against('pongs', 'discord.js', ratio(ours.perSecond, bare.perSecond)),
    ...each('deferred at 50 in flight', '/s', ({ deferredPerSecond }) => deferredPerSecond),
    against('deferred', 'discord.js', ratio(ours.deferredPerSecond, bare.deferredPerSecond), { least: 10 }),
    { name: 'interactions not answered', value: failed, unit: '', goal: { most: 0 } },
    ...each('start to ready', 'ms', ({ starts }) => starts),
  ];
}

function memoryFigures(guilds: number, held: Record<BotName, Held>): Figure[] {
  const at = `at ${guilds.toLocaleString('en-US')} guild${guilds === 1 ? '' : 's'}`;
  const { Guildhall: ours, 'discord.js': bare } = held;
  const goal = guilds >= 10_000 ? { most: 1.05 } : undefined;
  return [
    ...botNames.map((bot) => ({ name: `RSS ${at}, ${bot}`, value: held[bot].rss, unit: 'MB' })),
    against(`RSS ${at}`, 'discord.js', ours.rss / bare.rss, goal),
    ...botNames.map((bot) => ({ name: `heap ${at}, ${bot}`, value: held[bot].heap, unit: 'MB' })),
    against(`heap ${at}`, 'discord.js', ours.heap / bare.heap, goal),
    ...botNames.map((bot) => ({ name: `start to ready ${at}, ${bot}`, value: held[bot].ms, unit: 'ms' })),
  ];
}

function against(name: string, other: BotName, value: number, goal?: Figure['goal']): Figure {
  return { name: `${name}, Guildhall against ${other}`, value, unit: 'x', ...(goal && { goal }) };
}
