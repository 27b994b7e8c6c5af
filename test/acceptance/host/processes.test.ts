import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Member, NO_ANSWER } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BotProcess } from '../../stage/bot-process.ts';
import { type Stage, startStage } from '../../stage/stage.ts';
import { type Files, simplePlugin, until } from './third-party.ts';

/** The process ends, by signals and by force, while a plugin is at work. The tests follow each other. */
let stage: Stage;
let ada: Member;

const plain = simplePlugin('slow', "work('command ' + interaction.id)", {
  head: "import { Done } from './done.ts';",
  declares: 'entities: [Done],',
});
/** `/slow` takes its time, leaves a row and answers; its button adds a job that does the same. */
const slow: Files = {
  ...plain,
  'commands/slow.ts': `import { work } from '../work.ts';\n${plain['commands/slow.ts']}`,
  'done.ts': `import { defineEntity, p } from '@mikro-orm/core';
export const Done = defineEntity({ name: 'Done', properties: { what: p.string().primary() } });
`,
  'work.ts': `import { Done } from './done.ts';
import plugin from './plugin.ts';
export async function work(what: string): Promise<string> {
  plugin.host.logger.info('began ' + what);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await plugin.host.database.transaction(async (em) => void em.create(Done, { what }));
  return 'done: ' + what;
}
`,
  'scheduled-tasks/toil.ts': `import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { work } from '../work.ts';
export class Toil extends ScheduledTask {
  override async run(): Promise<void> {
    await work('job');
  }
}
`,
  'interaction-handlers/press.ts': `import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import plugin from '../plugin.ts';
export class Press extends ComponentHandler {
  override async run(interaction: ComponentInteraction): Promise<void> {
    await plugin.host.database.transaction((em) => plugin.host.jobs.add(em, 'toil', {}));
    await interaction.reply('job added');
  }
}
`,
};

beforeAll(async () => {
  stage = await startStage({
    before: async (stage) => {
      stage.guild('Test', { owner: 'ada' });
      await stage.plugins.write('slow', slow);
      await stage.plugins.write('quick', simplePlugin('quick', "'first'"));
    },
  });
  ada = stage.guild('Test').owner;
  await switchOn(ada, 'slow');
  await switchOn(ada, 'quick');
});
afterAll(() => stage?.stop());

async function switchOn(owner: Member, feature: string): Promise<void> {
  await owner.until(() => owner.commands().includes('/features enable'));
  await owner.slash('/features enable', { feature });
  await owner.until(() => owner.commands().includes(`/${feature}`));
}

const done = async ({ database }: Stage) =>
  (await database.rows<{ what: string }>('select what from slow__done order by what')).map(
    ({ what }) => what,
  );

const begun = ({ bot }: Stage) => bot.logs().filter(({ msg }) => msg.startsWith('began command')).length;

test('SIGTERM lets an interaction and a job finish, and ends with 0 within ten seconds', async () => {
  await ada.click('Press slow', { on: await ada.slash('/slow') });
  await stage.bot.until('began job');
  const asked = ada.slash('/slow');
  await ada.until(() => begun(stage) === 2);

  const told = Date.now();
  expect(await stage.bot.stop()).toEqual({ code: 0, signal: null });
  expect(Date.now() - told).toBeLessThan(10_000);
  expect((await asked).text).toContain('done: command');
  // It left by itself: nothing was lost.
  expect(stage.bot.logs().filter(({ msg }) => msg.includes('connection to Discord'))).toEqual([]);
  expect((await done(stage)).map((what) => what.split(' ')[0])).toEqual(['command', 'command', 'job']);
});

test('a Ctrl-C, which npm hands on as a second signal, still lets an interaction finish', async () => {
  await stage.bot.start();
  const before = begun(stage);
  const asked = ada.slash('/slow');
  await ada.until(() => begun(stage) === before + 1);
  const ended = stage.bot.ended();
  // A terminal sends it to everybody who runs there: npm, and the bot itself.
  process.kill(-stage.bot.pid!, 'SIGINT');
  await stage.bot.until('stopping: SIGINT');
  process.kill(-stage.bot.pid!, 'SIGINT');
  expect(await ended).toEqual({ code: 0, signal: null });
  expect((await asked).text).toContain('done: command');
});

test('a second signal ends it at once', async () => {
  const other = await startStage({
    command: [process.execPath, 'src/main.ts'],
    discord: { answerIn: 3_000 },
    before: async (stage) => {
      stage.guild('Test', { owner: 'ada' });
      await stage.plugins.write('slow', {
        ...slow,
        'work.ts': String(slow['work.ts']).replace('1_000', '60_000'),
      });
    },
  });
  try {
    const { owner } = other.guild('Test');
    await switchOn(owner, 'slow');
    // On a slow machine it may say by then that it is thinking.
    const asked = owner.slash('/slow', {}, { timeout: 20_000 }).catch(() => ({ text: NO_ANSWER }));
    await owner.until(() => begun(other) === 1);
    const ended = other.bot.ended();
    process.kill(other.bot.pid!, 'SIGTERM');
    await other.bot.until('stopping: SIGTERM');
    // Signals that come at the same moment are one.
    await owner.until(() => {
      if (other.bot.running) {
        process.kill(other.bot.pid!, 'SIGTERM');
      }
      return !other.bot.running;
    });
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(await done(other)).toEqual([]);
    expect((await asked).text).toBe(NO_ANSWER);
  } finally {
    await other.stop();
  }
});

test('killed in the middle of a swap, it comes up with the files as they are', async () => {
  await stage.bot.start();
  const wait = "host.logger.info('swapping'); await new Promise((resolve) => setTimeout(resolve, 60_000));";
  await stage.plugins.write('quick', simplePlugin('quick', "'second'", { setup: wait }));
  await stage.bot.until('swapping');
  expect((await ada.slash('/quick')).text).toContain('first');
  await stage.bot.kill9();

  await stage.plugins.write('quick', simplePlugin('quick', "'third'"));
  await stage.bot.start();
  expect(await until(stage, 'quick', { state: 'running' })).toMatchObject({ generation: 1 });
  expect((await ada.slash('/quick')).text).toContain('third');
});

test('what never ends is left behind: the database is closed all the same, and it ends with 0 within ten seconds', async () => {
  const never = 'new Promise(() => {})';
  const other = await startStage({
    before: (stage) =>
      stage.plugins.write('endless', {
        ...simplePlugin('endless', "'hello'", {
          setup: `host.route('GET', 'wait', () => { host.logger.info('somebody asked'); return ${never}; });
    for (const one of ['first', 'second', 'third']) {
      host.scope.use(one, () => ${never});
    }`,
        }),
        'scheduled-tasks/toil.ts': `import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';
export class Toil extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { interval: 1_000 });
  }
  override async run(): Promise<void> {
    plugin.host.logger.info('the job began');
    await ${never};
  }
}
`,
      }),
  });
  try {
    const asked = other.bot.fetch('/plugins/endless/wait').catch(() => 'no answer');
    await other.bot.until('somebody asked');
    await other.bot.until('the job began');
    const told = Date.now();
    expect(await other.bot.stop()).toEqual({ code: 0, signal: null });
    expect(Date.now() - told).toBeLessThan(10_000);
    expect(await asked).toBe('no answer');
    expect(other.bot.logs().at(-1)?.msg).toBe('stopped');
    // SQLite puts everything into the one file when it is closed.
    const file = other.database.url.slice('sqlite:'.length);
    expect([file, `${file}-wal`].map(existsSync)).toEqual([true, false]);
  } finally {
    await other.stop();
  }
});

test('a second bot on the same SQLite file is refused in one line, the first goes on; after a kill -9 the next has it at once', async () => {
  const second = new BotProcess(['npm', 'start', '--silent'], {
    ...stage.env,
    LOG_DIR: join(stage.logs, 'second'),
  });
  try {
    second.spawn();
    expect(await second.ended()).toEqual({ code: 1, signal: null });
    expect(second.logs().map(({ text }) => text)).toEqual([
      expect.stringMatching(/^DATABASE_URL: another bot uses .*stage\.db already\. Stop it first/),
    ]);
    expect((await ada.slash('/quick')).text).toContain('third');

    await stage.bot.kill9();
    await second.start();
    expect((await second.fetch('/ready')).status).toBe(200);
  } finally {
    await second.kill9();
  }
});
