import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DefaultRestOptions } from 'discord.js';

/*
 * Loaded before the bot: the process is killed at a chosen step of what begins when money comes in. A step is whatever a
 * crash must not lose or do twice: a write that lasts, a request that Discord has done. Between two of them nothing
 * changes that outlives the process: whatever it awaits there, a kill leaves the same behind.
 */
const folder = process.env.MORTAL_FOLDER!;
let steps: number | undefined;

function step(name: string): void {
  if (steps === undefined) {
    return;
  }
  steps += 1;
  appendFileSync(join(folder, 'steps'), `${name}\n`);
  if (steps === Number(readFileSync(join(folder, 'end'), 'utf8'))) {
    process.kill(process.pid, 'SIGKILL');
  }
}

type Statement = SqliteDatabase.Statement & { run(...given: unknown[]): SqliteDatabase.RunResult };
const statements = Object.getPrototypeOf(new SqliteDatabase(':memory:').prepare('select 1')) as Statement;
for (const way of ['run', 'all'] as const) {
  const real = statements[way] as (...given: unknown[]) => never;
  statements[way] = function (this: Statement, ...given: unknown[]) {
    const result = real.apply(this, given);
    if (/^insert into .shop__ledger_entry/i.test(this.source)) {
      steps = 0;
      step('the money is written');
    }
    if (!this.database.inTransaction && /^(commit|insert|update|delete)/i.test(this.source)) {
      step(this.source.split(' ').slice(0, 3).join(' '));
    }
    return result;
  };
}

const { makeRequest } = DefaultRestOptions;
Object.assign(DefaultRestOptions, {
  // Whoever gets no answer need not wait for long here.
  timeout: 1_500,
  makeRequest: async (...[url, init]: Parameters<typeof makeRequest>) => {
    const answer = await makeRequest(url, init);
    step(`${init.method} ${new URL(url).pathname}`);
    return answer;
  },
});
