import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ServerSettings {
  readonly checkBodies: boolean;
  /** The bots' names; each is in guilds of its own. */
  readonly bots: readonly string[];
  /** How many guilds each bot is in. */
  readonly guilds: number;
  /** Of each guild; the roles count `@everyone` and the bot's own. */
  readonly channels: number;
  readonly roles: number;
  /** How many shards may identify at once. */
  readonly shards: number;
  /** How long a bot has for its first answer, in ms; as long as Discord gives it by default. */
  readonly answerIn?: number;
  /** A command that is registered for every bot. */
  readonly command?: string;
}

/** What a server says when it is up. */
export interface ServerAddress {
  readonly api: string;
  /** The bots' tokens, in the order of their names. */
  readonly tokens: readonly string[];
}

export interface ServerOrder {
  readonly load?: {
    /** The bot's name. */
    readonly bot: string;
    readonly command: string;
    readonly count: number;
    readonly concurrency: number;
    /** Deferred answers count when they are filled in. */
    readonly filled?: boolean;
  };
  /** Waits until a command is in the menu of the bot's first guild. */
  readonly offered?: { readonly bot: string; readonly command: string };
  /** Asks for the ids of all guilds. */
  readonly guilds?: true;
  readonly memory?: true;
}

/** What a load run of the local Discord tells. */
export interface Loaded {
  readonly perSecond: number;
  readonly failed: number;
  readonly latency: { readonly p50: number; readonly p99: number };
}

export interface WorkerOptions {
  readonly args?: readonly string[];
  /** Options of Node. */
  readonly node?: readonly string[];
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How long a process of a bench may take to say something, or to end, in ms. */
const patience = 120_000;
const endPatience = 12_000;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A process of a bench: it ends at the latest when this one does. What it prints is kept out of the report. */
export class Worker {
  readonly #process: ChildProcess;
  readonly #ended: Promise<never>;
  readonly #lines: string[] = [];

  /** @param file a path from this folder. */
  constructor(file: string, { args = [], node = [], env = {} }: WorkerOptions = {}) {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      execArgv: [...node],
      env: { ...process.env, ...env },
    });
    this.#process = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#ended = once(child, 'exit').then(() => {
      throw new Error([`${file} ended early`, ...this.#lines.slice(-20)].join('\n'));
    });
    this.#ended.catch(() => {});
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.#lines.push(line);
      if (this.#lines.length > 200) this.#lines.shift();
      child.emit('line', line);
    });
  }

  /** The next thing that it says. @throws Error when it ends instead, or says nothing. */
  async says<Message>(): Promise<Message> {
    const [message] = await this.#first(once(this.#process, 'message', limit()));
    return message as Message;
  }

  /** The next line that it prints and `pattern` finds. @throws Error when it ends instead, or prints none. */
  async prints(pattern: RegExp): Promise<RegExpMatchArray> {
    const { signal } = limit();
    for (;;) {
      const [line] = await this.#first(once(this.#process, 'line', { signal }));
      const found = (line as string).match(pattern);
      if (found) return found;
    }
  }

  async ask<Message>(order: object): Promise<Message> {
    const answer = this.says<Message>();
    this.#process.send(order);
    return answer;
  }

  /** Lets it end in order; one that does not is killed. */
  async stop(signal?: NodeJS.Signals): Promise<void> {
    const ended = once(this.#process, 'exit');
    if (signal) this.#process.kill(signal);
    else this.#process.disconnect();
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), endPatience);
    await ended;
    clearTimeout(timer);
  }

  #first<Result>(wanted: Promise<Result>): Promise<Result> {
    return Promise.race([wanted, this.#ended]);
  }
}

const limit = () => ({ signal: AbortSignal.timeout(patience) });
