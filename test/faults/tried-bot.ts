import SqliteDatabase from 'better-sqlite3';
import { DefaultRestOptions } from 'discord.js';

/*
 * The bot, so that hundreds of trials fit into a minute: it waits for an answer of Discord for as long as the trials say,
 * and sends as many requests a second as there are. What it writes down outlives the process, as always, but not the
 * machine, which nobody kills here.
 */
Object.assign(DefaultRestOptions, {
  timeout: Number(process.env.TRIAL_PATIENCE),
  globalRequestsPerSecond: Number.MAX_SAFE_INTEGER,
});

const { prepare } = SqliteDatabase.prototype;
SqliteDatabase.prototype.prepare = function (this: SqliteDatabase.Database, sql: string) {
  return prepare.call(this, sql === 'pragma synchronous = FULL' ? 'pragma synchronous = OFF' : sql);
} as typeof prepare;

await import('../../src/main.ts');
