import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BotProgram } from '@guildhall/sandbox';

/** Hundreds of starts in a run: each takes half the time when the code was read before. */
const compileCache = join(tmpdir(), 'guildhall-compile-cache');

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `/status` tells, as far as tests look at it. */
export interface BotStatus {
  readonly version: string;
  readonly time: string;
  readonly plugins: readonly {
    readonly name: string;
    readonly generation: number;
    readonly state: string;
    readonly reason?: string;
    readonly file?: string;
    readonly line?: number;
    readonly effects: readonly string[];
    readonly guilds: number;
  }[];
  readonly jobs: { readonly waiting: number; readonly running: number; readonly parked: number };
}

/** Guildhall itself, in a process of its own. */
export class BotProcess extends BotProgram {
  /** @param env all variables of the bot, beside those that a program needs to run at all. */
  constructor(command: readonly [program: string, ...args: string[]], env: Readonly<Record<string, string>>) {
    super({ command, cwd: root, env: { ...bare(), ...env } });
  }

  async status(): Promise<BotStatus> {
    return (await (await this.fetch('/status')).json()) as BotStatus;
  }

  /** One plugin's row of `/status`; undefined when there is none. */
  async plugin(name: string): Promise<BotStatus['plugins'][number] | undefined> {
    return (await this.status()).plugins.find((plugin) => plugin.name === name);
  }
}

/** What a program needs to run. Not vitest's own variables: libraries behave differently under a test runner. */
function bare(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    LANG,
    NODE_COMPILE_CACHE: compileCache,
    npm_config_update_notifier: 'false',
  };
}
