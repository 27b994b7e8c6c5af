import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type BotName, eachBot, startBot } from './bots.ts';
import { databaseOf } from './guildhall.ts';
import type { Memory } from './memory.ts';
import { type ServerAddress, type ServerSettings, Worker } from './server-process.ts';

/** What a bot holds when all its guilds are there. */
export interface Held extends Memory {
  /** From its process's start to ready, in ms. */
  readonly ms: number;
}

/** What each guild is made of. */
export const guildSize = { channels: 30, roles: 20 };

/**
 * Measures each bot at a number of guilds, one after the other, each at a local Discord of its own.
 * @param folder where Guildhall ran before: it knows its command menus from then.
 */
export function measureMemory(guilds: number, folder: string): Promise<Record<BotName, Held>> {
  return eachBot(async (bot) => {
    console.error(`host: ${bot} with ${guilds} guilds`);
    const settings: ServerSettings = { checkBodies: true, bots: [bot], guilds, ...guildSize, shards: 16 };
    const server = new Worker('server.ts', { args: [JSON.stringify(settings)] });
    const { api, tokens } = await server.says<ServerAddress>();
    const own = join(folder, `guilds-${guilds}`);
    if (bot === 'Guildhall') {
      cpSync(join(folder, 'guildhall'), join(own, 'guildhall'), { recursive: true });
      rememberMenus(join(own, 'guildhall'), await server.ask<string[]>({ guilds: true }));
    }
    const { worker, ms } = await startBot(bot, { api, token: tokens[0]!, folder: own });
    const memory = await worker.ask<Memory>({ memory: true });
    await worker.stop();
    await server.stop();
    rmSync(own, { recursive: true, force: true });
    return { ms, ...memory };
  });
}

/**
 * A bot in many guilds has set their command menus long ago: it may send 50 requests a second, so that 10,000 guilds
 * would take it minutes. It is told so, as its database would be.
 */
function rememberMenus(folder: string, guilds: readonly string[]): void {
  const database = new DatabaseSync(databaseOf(folder));
  const table = 'host__command_set';
  const row = database.prepare(`select hash from ${table} limit 1`).get();
  if (!row) throw new Error('Guildhall has set no command menu yet');
  database.exec(`begin; delete from ${table}`);
  const insert = database.prepare(`insert into ${table} (guild, hash) values (?, ?)`);
  for (const guild of guilds) insert.run(guild, row.hash!);
  database.exec('commit');
  database.close();
}
