import { appendFileSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DefaultRestOptions } from 'discord.js';

/*
 * Loaded before the bot: the process is killed at a chosen step of what begins when money comes in. A step is whatever a
 * crash must not lose or do twice: a write that lasts, a request that Discord has done. Between two of them nothing
 * changes that outlives the process: whatever it awaits there, a kill leaves the same behind.
 */
const folder = process.env.MORTAL_FOLDER!;
/** How often each step was done since the money came in; undefined: it has not yet. */
let done: Map<string, number> | undefined;

function step(name: string): void {
  if (!done) {
    return;
  }
  const turn = (done.get(name) ?? 0) + 1;
  done.set(name, turn);
  const text = `${name}, number ${turn}`;
  appendFileSync(join(folder, 'steps'), `${text}\n`);
  if (isChosen(text)) {
    process.kill(process.pid, 'SIGKILL');
  }
}

/** Whoever takes the file away decides: once the test has done so, nothing is killed any more. */
function isChosen(text: string): boolean {
  const end = join(folder, 'end');
  try {
    if (readFileSync(end, 'utf8') !== text) {
      return false;
    }
    unlinkSync(end);
    return true;
  } catch {
    return false;
  }
}

type Statement = SqliteDatabase.Statement & { run(...given: unknown[]): SqliteDatabase.RunResult };
const statements = Object.getPrototypeOf(new SqliteDatabase(':memory:').prepare('select 1')) as Statement;
/** How often the bot looks in vain for a row to change hangs on how busy the machine is: that is no step. */
const hasChanged = (result: SqliteDatabase.RunResult | readonly unknown[]) =>
  'changes' in result ? result.changes > 0 : result.length > 0;
/** The tables that the present transaction has written to. */
const written = new Set<string>();
for (const way of ['run', 'all'] as const) {
  const real = statements[way] as (...given: unknown[]) => never;
  statements[way] = function (this: Statement, ...given: unknown[]) {
    const result = real.apply(this, given);
    const table = /^(?:insert into|update|delete from) [`"]?(\w+)/i.exec(this.source)?.[1];
    if (table && hasChanged(result)) {
      written.add(table);
    }
    if (table === 'shop__ledger_entry') {
      done = new Map();
      step('the money is written');
    }
    if (!this.database.inTransaction) {
      if (written.size > 0) {
        step(`written: ${[...written].sort().join(' ')}`);
      }
      written.clear();
    }
    return result;
  };
}

const { makeRequest } = DefaultRestOptions;
Object.assign(DefaultRestOptions, {
  // Whoever gets no answer need not wait for long here.
  timeout: 1_500,
  makeRequest: async (...[url, init]: Parameters<typeof makeRequest>) => {
    const since = done;
    const answer = await makeRequest(url, init);
    // What was asked before the money came in is about something else, however late the answer comes.
    if (since === done) {
      step(`${init.method} ${new URL(url).pathname.replaceAll(/\d{17,20}(\/[\w-]{60,})?/g, ':id')}`);
    }
    return answer;
  },
});
