import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Member, Sandbox } from '@guildhall/sandbox';
import { answers, databaseOf, startGuildhall } from './guildhall.ts';
import { Pings } from './pings.ts';
import { answerIn, type Figure, type Report, type Scale } from './report.ts';
import { scratchFolder } from './scratch.ts';

interface Plan {
  readonly members: number;
  /** How long pings are measured with nothing else going on, in ms. */
  readonly calm: number;
}

const plans: Readonly<Record<Scale, Plan>> = {
  quick: { members: 150, calm: 500 },
  usual: { members: 5_000, calm: 20_000 },
  full: { members: 20_000, calm: 60_000 },
};

/** Pings a second, all the time. */
const rate = 50;
/** One member in so many is out of date. */
const every = 20;
/** What Roblox takes of each kind, a minute. */
const calls = 60;
/** How long the bot's menu, and the whole refresh of so many members a minute, may take, in ms. */
const patience = { menu: 30_000, membersPerMinute: 1_000 };
const key = 'a-key-of-the-bench'.padEnd(40, '.');
const plugins = fileURLToPath(new URL('../plugins', import.meta.url));

/** Everybody of a large server is brought up to date while people use the bot. */
export async function run(scale: Scale): Promise<Report> {
  const { members, calm } = plans[scale];
  const folder = scratchFolder();
  const own = join(folder, 'plugins');
  cpSync(join(plugins, 'verification'), join(own, 'verification'), { recursive: true });
  cpSync(answers.folder, own, { recursive: true });
  const sandbox = await Sandbox.start({ rateLimits: false, answerIn: answerIn(scale) });
  const account = sandbox.createBot('Guildhall');
  sandbox.roblox.createApiKey(key);
  const guild = sandbox.createGuild('Bench', {
    owner: 'ada',
    bot: account,
    roles: ['Crew'],
    channels: ['runs', 'pings'],
  });
  const people = Array.from({ length: members }, (_, number) =>
    guild.member(`member${number}`, { roles: number % every === 0 ? [] : ['Crew'] }),
  );
  const { worker } = await startGuildhall({
    api: sandbox.apiUrl,
    token: account.token,
    folder,
    plugins: { names: [...answers.names, 'verification'], folder: own },
    env: {
      ROBLOX_API_URL: sandbox.roblox.url,
      ROBLOX_API_KEY: key,
    },
  });
  const ada = guild.owner;
  const offered = () => ada.commands().includes('/pong') && ada.commands().includes('/verify');
  await ada.until(offered, { timeout: patience.menu });
  const crew = sandbox.roblox.group('Crew');
  const accounts = people.map((_, number) => crew.join(sandbox.roblox.account(`Member${number}`)).account.id);
  link(databaseOf(folder), guild.id, people, accounts);
  const bind = { group: String(crew.id), condition: 'any member of the group', give: 'Crew' };
  await ada.slash('/verification bind add', bind);
  for (const host of ['users', 'groups', 'apis'] as const) sandbox.roblox.limits.set(host, { calls });

  const warmUp = new Pings(ada, 'pings', rate);
  await warmUp.during(() => sleep(calm / 4));
  const alone = new Pings(ada, 'pings', rate);
  await alone.during(() => sleep(calm));
  const meanwhile = new Pings(ada, 'pings', rate);
  const began = performance.now();
  await meanwhile.during(() => refresh(ada, 60_000 * (1 + members / patience.membersPerMinute)));
  const took = (performance.now() - began) / 1_000;
  const behind = people.filter(({ roles }) => !roles.includes('Crew')).length;
  await worker.stop('SIGTERM');
  await sandbox.stop();
  return {
    bench: 'refresh',
    about: `${members} verified members of one server are brought up to date, one in ${every} of them changes, while Roblox takes ${calls} calls a minute of each kind (Discord's limits are off) and /pong is used ${rate} times a second; the peer is the same /pong right before, with no refresh running`,
    figures: [
      ...latency('ping, no refresh (peer)', alone),
      ...latency('ping meanwhile', meanwhile, { most: 250 }),
      { name: 'p99 against the peer', value: meanwhile.p99 / alone.p99, unit: 'x' },
      { name: 'pings', value: alone.sent + meanwhile.sent, unit: '' },
      { name: 'pings not answered', value: alone.lost + meanwhile.lost, unit: '', goal: { most: 0 } },
      { name: 'members', value: members, unit: '' },
      { name: 'members not up to date', value: behind, unit: '', goal: { most: 0 } },
      { name: 'the refresh took', value: took, unit: 's' },
    ],
  };
}

/** Writes links past the bot: nobody types so many commands. */
function link(file: string, guild: string, people: readonly Member[], accounts: readonly number[]): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  const insert = database.prepare(
    `insert into verification__link
      (id, guild, "user", account, name, display_name, how, "by", linked_at, user_key, account_key)
      values (?, ?, ?, ?, 'Somebody', 'Somebody', 'code', ?, 0, ?, ?)`,
  );
  database.exec('begin');
  for (const [index, { id: user }] of people.entries()) {
    const roblox = String(accounts[index]);
    insert.run(`link${index}`, guild, user, roblox, user, `${guild}:${user}`, `${guild}:${roblox}`);
  }
  database.exec('commit');
  database.close();
}

/** Has everybody refreshed. @param timeout in ms. */
async function refresh(ada: Member, timeout: number): Promise<void> {
  const { message } = await ada.slash('/verification refresh all', {}, { in: 'runs' });
  let last = '';
  await ada.until(
    () => {
      const [progress = ''] = message!.text.match(/\d+ of \d+ members/) ?? [];
      if (progress !== last) console.error(`refresh: ${progress}`);
      last = progress;
      return message!.shows('Everybody is refreshed');
    },
    { timeout },
  );
}

function latency(name: string, { p50, p99 }: Pings, goal?: Figure['goal']): Figure[] {
  return [
    { name: `${name}, p50`, value: p50, unit: 'ms' },
    { name: `${name}, p99`, value: p99, unit: 'ms', ...(goal && { goal }) },
  ];
}
