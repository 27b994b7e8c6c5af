import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ServerSettings {
  readonly checkBodies: boolean;
  readonly guilds: number;
  /** Of each guild; the roles count `@everyone` and the bot's own. */
  readonly channels: number;
  readonly roles: number;
  /** How many may identify at once. */
  readonly shards: number;
}

export interface ServerOrder {
  readonly load?: { readonly count: number; readonly concurrency: number };
  readonly memory?: true;
}

/** A server or a client of a bench, in a process of its own. */
export class Worker {
  readonly #process: ChildProcess;

  constructor(file: string, ...args: string[]) {
    this.#process = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  /** The next thing that it says. @throws Error when it ends instead. */
  async says<Message>(): Promise<Message> {
    const ended = once(this.#process, 'exit').then(() => {
      throw new Error('a process of the bench ended early');
    });
    const [message] = await Promise.race([once(this.#process, 'message'), ended]);
    return message as Message;
  }

  async ask<Message>(order: ServerOrder): Promise<Message> {
    const answer = this.says<Message>();
    this.#process.send(order);
    return answer;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
