import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LogLine, readLogLine } from './log-line.ts';
import { endWithThisProcess, killGroup } from './process-group.ts';

/** How long the bot may take to be ready, or to print an expected line, in ms. */
const patience = 40_000;

/** How long the bot may take to end after a SIGTERM, in ms: it promises ten seconds. */
const endPatience = 15_000;

/** How many lines of its log the message of a failure shows. */
const shownLines = 60;

export interface BotCommand {
  readonly command: readonly [program: string, ...args: string[]];
  /** The folder it is started in. */
  readonly cwd: string;
  /** All of its environment variables. */
  readonly env: NodeJS.ProcessEnv;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * A bot in a process of its own: it can be stopped, killed and started again. It is expected to print a line with the
 * word `ready` and the address of its HTTP pages, and to answer 200 to `GET /ready` there once it works.
 */
export class BotProgram {
  readonly #command: BotCommand;
  readonly #log: LogLine[] = [];
  readonly #listeners = new Set<(line: LogLine) => void>();
  readonly #endListeners = new Set<(ending: Ending, wanted: boolean) => void>();
  readonly #watchers = new Set<() => void>();
  #child: ChildProcess | undefined;
  #ended: Promise<Ending> | undefined;
  /** Whether the present run was told to end. */
  #wanted = false;
  /** Where the log of the present run begins. */
  #begin = 0;

  constructor(command: BotCommand) {
    this.#command = command;
  }

  /** The process that was started; the bot may be a child of it, as with `npm start`. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  /** Starts the bot and waits until it is ready. @throws Error with its log when it ends or takes too long. */
  async start(options: { timeout?: number | undefined } = {}): Promise<void> {
    this.spawn();
    await this.ready(options);
  }

  /** Starts the bot and waits for nothing. */
  spawn(): void {
    if (this.#child) {
      throw new Error('the bot is running: stop it first');
    }
    const { command, cwd, env } = this.#command;
    const [program, ...args] = command;
    this.#begin = this.#log.length;
    this.#wanted = false;
    // A group of its own: npm, its shell and the bot end together, and a Ctrl-C in the terminal is not theirs.
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.#child = child;
    endWithThisProcess(child);
    child.on('error', (error) => this.#take(error.message));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#take(line));
    }
    this.#ended = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        this.#child = undefined;
        this.#changed();
        for (const listener of this.#endListeners) {
          listener({ code, signal }, this.#wanted);
        }
        resolve({ code, signal });
      });
    });
  }

  /** Waits until `/ready` says yes. @throws Error with the log. */
  async ready({ timeout = patience }: { timeout?: number | undefined } = {}): Promise<void> {
    const limit = AbortSignal.timeout(timeout);
    for (;;) {
      const answer = await this.fetch('/ready').catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      if (!this.#child) {
        throw new Error(`The bot ended before it was ready.\n${this.describe()}`);
      }
      if (limit.aborted) {
        const missing = answer ? `: ${await answer.text()}` : '';
        throw new Error(`The bot is not ready after ${timeout} ms${missing}.\n${this.describe()}`);
      }
      await sleep(50);
    }
  }

  /** Asks the bot to end, as a service manager does, and waits. @throws Error when it does not. */
  async stop(): Promise<Ending> {
    const child = this.#running();
    this.#wanted = true;
    // npm passes it on; a signal to the whole group would reach the bot twice.
    child.kill('SIGTERM');
    const late = sleep(endPatience, undefined, { ref: false }).then(() => 'late' as const);
    const ending = await Promise.race([this.#ended!, late]);
    if (ending === 'late') {
      throw new Error(`The bot has not ended ${endPatience} ms after SIGTERM.\n${this.describe()}`);
    }
    return ending;
  }

  /** Ends the bot without a warning, as a power cut does. Nothing happens when it is not running. */
  async kill9(): Promise<void> {
    const child = this.#child;
    if (child) {
      this.#wanted = true;
      killGroup(child);
      await this.#ended;
    }
  }

  /** Waits until the present run has ended, by itself or not. */
  async ended(): Promise<Ending> {
    this.#running();
    return this.#ended!;
  }

  /** Where its HTTP pages are. @throws Error before it has told. */
  get url(): string {
    for (const { text } of this.logs()) {
      const address = /\bready\b/i.test(text) && addressIn(text, this.#command.env.DISCORD_API_URL);
      if (address) {
        return address;
      }
    }
    throw new Error(`The bot has not told its address.\n${this.describe()}`);
  }

  /** Asks one of its HTTP pages. @throws Error when it does not answer within fifteen seconds. */
  async fetch(path: string): Promise<Response> {
    return fetch(this.url + path, { signal: AbortSignal.timeout(15_000) });
  }

  /** What it printed since it was started last. */
  logs(): readonly LogLine[] {
    return this.#log.slice(this.#begin);
  }

  /** Calls `listener` with every line from now on. @returns a function that ends it. */
  onLine(listener: (line: LogLine) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `listener` whenever the bot ends; `wanted` when it was told to. */
  onEnd(listener: (ending: Ending, wanted: boolean) => void): void {
    this.#endListeners.add(listener);
  }

  /** Waits until the present run has printed a text, or a line that `wanted` takes. @returns that line. */
  async until(
    wanted: string | RegExp | ((line: LogLine) => boolean),
    { timeout = patience }: { timeout?: number } = {},
  ): Promise<LogLine> {
    const limit = AbortSignal.timeout(timeout);
    for (;;) {
      const found = this.logs().find((line) => takes(wanted, line));
      if (found) {
        return found;
      }
      if (limit.aborted || !this.#child) {
        const why = this.#child ? `after ${timeout} ms` : 'and it has ended';
        throw new Error(`The bot has not printed ${wanted} ${why}.\n${this.describe()}`);
      }
      await this.#change(limit);
    }
  }

  /** The end of its log, for the message of a failure. */
  describe(): string {
    const lines = this.logs().map(({ text }) => `  ${text}`);
    return ['The bot printed:', ...lines.slice(-shownLines)].join('\n');
  }

  #running(): ChildProcess {
    if (!this.#child) {
      throw new Error(`The bot is not running.\n${this.describe()}`);
    }
    return this.#child;
  }

  #take(text: string): void {
    const line = readLogLine(text);
    this.#log.push(line);
    for (const listener of this.#listeners) {
      listener(line);
    }
    this.#changed();
  }

  #changed(): void {
    for (const watcher of [...this.#watchers]) {
      watcher();
    }
  }

  #change(limit: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#watchers.delete(done);
        limit.removeEventListener('abort', done);
        resolve();
      };
      this.#watchers.add(done);
      limit.addEventListener('abort', done);
    });
  }
}

function takes(wanted: string | RegExp | ((line: LogLine) => boolean), line: LogLine): boolean {
  if (typeof wanted === 'function') {
    return wanted(line);
  }
  return typeof wanted === 'string' ? line.text.includes(wanted) : wanted.test(line.text);
}

/** The address of this machine in a line that is not the local Discord's. */
function addressIn(line: string, discord: string | undefined): string | undefined {
  const found = line.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
  return found.find((address) => address !== (discord && new URL(discord).origin));
}
