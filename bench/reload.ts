import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Member, NO_ANSWER, Sandbox } from '@guildhall/sandbox';
import { quiet } from '../src/host/watch.ts';
import { AnswerCount } from './answer-count.ts';
import { GeneratedPlugin } from './generated-plugin.ts';
import { startGuildhall } from './guildhall.ts';
import { LoadStream } from './load-stream.ts';
import type { Memory } from './memory.ts';
import { answerIn, type Report, type Scale } from './report.ts';
import { scratchFolder } from './scratch.ts';
import { percentile } from './statistics.ts';

interface Plan {
  readonly warmUp: number;
  readonly reloads: number;
}

const plans: Readonly<Record<Scale, Plan>> = {
  quick: { warmUp: 1, reloads: 4 },
  usual: { warmUp: 20, reloads: 1_000 },
  full: { warmUp: 20, reloads: 3_000 },
};

/** Interactions a second, all the time. */
const rate = 200;
/** How long a saved file may take to be answered from, in ms. */
const patience = 15_000;
/** How long replaced generations stay open for what is on its way to them, in ms, and a little more. */
const retiring = 2_000;
/** Between two looks at what the bot answers, in ms. */
const look = 2;

/** A plugin of 40 files that is saved again and again while people use it. */
export async function run(scale: Scale): Promise<Report> {
  const { warmUp, reloads } = plans[scale];
  const folder = scratchFolder();
  const plugin = new GeneratedPlugin(join(folder, 'plugins'));
  const sandbox = await Sandbox.start({ answerIn: answerIn(scale) });
  const answers = new AnswerCount(sandbox.discord.app.server);
  const account = sandbox.createBot('Guildhall', { privilegedIntents: 0 });
  const guild = sandbox.createGuild('Bench', { owner: 'ada', bot: account, channels: ['load', 'looks'] });
  const { worker, url } = await startGuildhall({
    api: sandbox.apiUrl,
    token: account.token,
    folder,
    plugins: { names: [plugin.name], folder: plugin.folder },
  });
  const ada = guild.owner;
  await ada.until(() => ada.commands().includes('/pong'), { timeout: patience });

  const looks = new Looks(ada);
  const load = new LoadStream(sandbox.url, { guild: 'Bench', in: 'load', as: 'ada', command: '/pong', rate });
  let version = 0;
  const reload = async (how: 'in place' | 'renamed'): Promise<number> => {
    version += 1;
    const began = performance.now();
    plugin.save(String(version), how);
    await looks.until(`pong ${version}`);
    return performance.now() - began;
  };

  await load.during(async () => {
    for (let index = 0; index < warmUp; index += 1) await reload('in place');
  });
  await sleep(retiring);
  const before = await worker.ask<Memory>({ memory: true });
  const inPlace: number[] = [];
  const renamed: number[] = [];
  await load.during(async () => {
    for (let index = 0; index < reloads; index += 1) {
      if (index % 100 === 0) console.error(`reload: ${index} of ${reloads}`);
      if (index % 2 === 0) inPlace.push(await reload('in place'));
      else renamed.push(await reload('renamed'));
    }
  });
  await sleep(retiring);
  const after = await worker.ask<Memory>({ memory: true });
  const inBot = await meanReload(url);
  await worker.stop('SIGTERM');
  await sandbox.stop();
  const all = [...inPlace, ...renamed];
  const lost = load.failed + looks.lost;
  return {
    bench: 'reload',
    about: `a plugin of 40 files, saved ${reloads} times while ${rate} interactions a second come in; from the saved file to the first new answer; the watcher waits until the files were quiet for ${quiet} ms, which is in these times`,
    figures: [
      { name: 'saved to new answer, p50', value: percentile(all, 0.5), unit: 'ms' },
      { name: 'saved to new answer, p95', value: percentile(all, 0.95), unit: 'ms', goal: { most: 250 } },
      { name: 'of which the watcher waits', value: quiet, unit: 'ms' },
      { name: 'of which the load itself, mean', value: inBot, unit: 'ms' },
      { name: 'saved in place, p95', value: percentile(inPlace, 0.95), unit: 'ms' },
      { name: 'saved by renaming, p95', value: percentile(renamed, 0.95), unit: 'ms' },
      { name: 'reloads', value: reloads, unit: '' },
      { name: 'interactions', value: load.sent + looks.sent, unit: '' },
      { name: 'interactions lost', value: lost, unit: '', goal: { most: 0 } },
      { name: 'interactions answered twice', value: answers.again, unit: '', goal: { most: 0 } },
      { name: 'heap growth', value: after.heap - before.heap, unit: 'MB', goal: { most: 25 } },
      { name: 'RSS growth', value: after.rss - before.rss, unit: 'MB' },
    ],
  };
}

/** One person who asks what is answered now. */
class Looks {
  sent = 0;
  lost = 0;
  readonly #person: Member;

  constructor(person: Member) {
    this.#person = person;
  }

  /** @throws Error when the answer does not come. */
  async until(text: string): Promise<void> {
    const limit = performance.now() + patience;
    let seen = '';
    while (performance.now() < limit) {
      this.sent += 1;
      const reply = await this.#person.slash('/pong', {}, { in: 'looks' });
      if (reply.failed === NO_ANSWER) this.lost += 1;
      else seen = reply.text;
      if (seen === text) {
        this.#person.guild.channel('looks').messages.clear();
        return;
      }
      await sleep(look);
    }
    throw new Error(`after ${patience} ms the answer is still "${seen}", not "${text}"`);
  }
}

/** How long the bot's own loads of plugins took on average, in ms: bundling, evaluating, tables, swap. */
async function meanReload(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) =>
    Number(text.match(new RegExp(`^guildhall_reload_duration_seconds_${name}\\{.*\\} (\\S+)$`, 'm'))?.[1]);
  return (value('sum') / value('count')) * 1_000;
}
