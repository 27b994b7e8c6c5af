import { type Logger, pino } from 'pino';
import { consoleOn, type Terminal } from './console.ts';
import { errorsSpelledOut } from './errors-spelled-out.ts';
import { openLogFile, type Rolling } from './log-file.ts';
import type { Secrets } from './secrets.ts';

export interface LogOptions {
  /** The least important level that is written: `info`, `debug`. */
  readonly level: string;
  /** Where the log files lie. */
  readonly folder: string;
  readonly secrets: Secrets;
  readonly terminal: Terminal;
  /** 10 MB and 14 files, unless said otherwise. */
  readonly rolling?: Rolling;
}

export interface Log {
  readonly logger: Logger;
  /** Gives the log file back. What is logged later reaches the terminal only. */
  close(): Promise<void>;
}

/**
 * Opens the log: readable lines in a terminal (JSON where the output is none), and JSON lines in a file that begins anew
 * each day and when it is full. Every line is scrubbed of secrets as the last thing before it is written, so that
 * nothing that was logged, an error's message or its stack included, gets one past it.
 * @throws when the log file cannot be opened.
 */
export async function openLog(options: LogOptions): Promise<Log> {
  const show = consoleOn(options.terminal);
  const file = await openLogFile(options.folder, options.rolling ?? { size: '10m', kept: 14 }, (error) =>
    logger.error({ err: error }, 'The log file cannot be written; the terminal still shows everything'),
  );
  const write = (line: string) => {
    const clean = options.secrets.scrub(line);
    show(clean);
    file.write(clean);
  };
  const logger = pino(
    {
      level: options.level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: errorsSpelledOut },
      // pino's own would take what is spelled out already for an error without a type.
      serializers: { err: (spelledOut) => spelledOut },
    },
    { write },
  );
  return { logger, close: () => file.close() };
}
