import { join } from 'node:path';
import { answers, measured, startGuildhall } from './guildhall.ts';
import { Worker } from './server-process.ts';

/** The bots that are compared. */
export const botNames = ['discord.js', 'Sapphire', 'Guildhall'] as const;

export type BotName = (typeof botNames)[number];

export interface StartedBot {
  readonly worker: Worker;
  /** From the start of its process until all its guilds were there, in ms. */
  readonly ms: number;
}

export interface BotSettings {
  readonly api: string;
  readonly token: string;
  /** Where Guildhall keeps its files. */
  readonly folder: string;
}

/** Starts a bot and waits until it is ready. */
export async function startBot(name: BotName, settings: BotSettings): Promise<StartedBot> {
  const { api, token, folder } = settings;
  const began = performance.now();
  if (name === 'Guildhall') {
    const { worker } = await startGuildhall({
      api,
      token,
      folder: join(folder, 'guildhall'),
      plugins: answers,
    });
    return { worker, ms: performance.now() - began };
  }
  const file = name === 'Sapphire' ? 'sapphire-bot.ts' : 'discord-bot.ts';
  const worker = new Worker(file, { args: [api, token], node: measured });
  await worker.says();
  return { worker, ms: performance.now() - began };
}

/** One value for each bot. */
export async function eachBot<Value>(of: (name: BotName) => Promise<Value>): Promise<Record<BotName, Value>> {
  const values = {} as Record<BotName, Value>;
  for (const name of botNames) values[name] = await of(name);
  return values;
}
