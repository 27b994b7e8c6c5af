import { inspect } from 'node:util';
import type { ILogger, LogLevel } from '@sapphire/framework';
import type { Logger } from 'pino';

/** Sapphire's levels have pino's numbers; 100 is "none". */
const levels = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' } as const;

/** Sapphire's logger (`container.logger`) on the host's log. */
export class SapphireLogger implements ILogger {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  has(level: LogLevel): boolean {
    const name = levelNamed(level);
    return name !== undefined && this.#logger.isLevelEnabled(name);
  }

  trace(...values: readonly unknown[]): void {
    this.#write('trace', values);
  }

  debug(...values: readonly unknown[]): void {
    this.#write('debug', values);
  }

  info(...values: readonly unknown[]): void {
    this.#write('info', values);
  }

  warn(...values: readonly unknown[]): void {
    this.#write('warn', values);
  }

  error(...values: readonly unknown[]): void {
    this.#write('error', values);
  }

  fatal(...values: readonly unknown[]): void {
    this.#write('fatal', values);
  }

  write(level: LogLevel, ...values: readonly unknown[]): void {
    const name = levelNamed(level);
    if (name !== undefined) {
      this.#write(name, values);
    }
  }

  #write(level: LevelName, values: readonly unknown[]): void {
    if (!this.#logger.isLevelEnabled(level)) {
      return;
    }
    const err = values.find((value) => value instanceof Error);
    const words = values
      .filter((value) => value !== err)
      .map((value) => (typeof value === 'string' ? value : inspect(value, { depth: 2 })));
    const message = words.join(' ') || err?.message;
    this.#logger[level](err === undefined ? {} : { err }, message);
  }
}

type LevelName = (typeof levels)[keyof typeof levels];

const levelNamed = (level: number): LevelName | undefined => levels[level as keyof typeof levels];
