import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ServerAddress, Worker } from './server-process.ts';

/** Options of Node that let a bench ask a bot for its memory. */
export const measured = ['--expose-gc', '--import', new URL('memory.ts', import.meta.url).href];

/** The plugin that answers as the bare bots do. */
export const answers = { names: ['answers'], folder: fileURLToPath(new URL('plugins', import.meta.url)) };

/** How long Guildhall may take from its first line to ready, in ms. */
const patience = 60_000;

export interface GuildhallSettings {
  readonly api: ServerAddress['api'];
  readonly token: string;
  /** Where its database, configuration and logs are; made when it is not there. */
  readonly folder: string;
  /** The folder of plugins, and those in it that are on in every guild. */
  readonly plugins: { readonly names: readonly string[]; readonly folder: string };
  /** Variables beside the usual ones, or instead of them. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface StartedGuildhall {
  readonly worker: Worker;
  /** Where its HTTP pages are. */
  readonly url: string;
}

/** The bot itself, `src/main.ts`, as it runs for anybody. Resolves when `/ready` says yes. */
export async function startGuildhall(settings: GuildhallSettings): Promise<StartedGuildhall> {
  const { api, token, folder, plugins, env } = settings;
  mkdirSync(join(folder, 'config'), { recursive: true });
  const features = Object.fromEntries(plugins.names.map((name) => [name, true]));
  const config = { features, settings: {} };
  writeFileSync(join(folder, 'config/default.json'), JSON.stringify(config));
  const worker = new Worker('../src/main.ts', {
    node: measured,
    env: {
      DISCORD_TOKEN: token,
      DISCORD_API_URL: api,
      DATABASE_URL: `sqlite:${databaseOf(folder)}`,
      PLUGIN_DIRS: plugins.folder,
      CONFIG_DIR: join(folder, 'config'),
      DATA_DIR: join(folder, 'data'),
      LOG_DIR: join(folder, 'logs'),
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'info',
      // Empty counts as unset, and keeps a developer's .env out.
      OWNER_IDS: '',
      REDIS_URL: '',
      CLOCK_URL: '',
      ROBLOX_API_URL: 'http://127.0.0.1:9',
      DEBUG: '',
      ...env,
    },
  });
  const [, url] = await worker.prints(/ready: (http:\/\/[\d.]+:\d+)/);
  const limit = AbortSignal.timeout(patience);
  while (!(await fetch(`${url}/ready`, { signal: limit })).ok) {
    limit.throwIfAborted();
    await sleep(5);
  }
  return { worker, url: url! };
}

export const databaseOf = (folder: string) => join(folder, 'guildhall.db');
