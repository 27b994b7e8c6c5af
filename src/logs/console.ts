import type { Writable } from 'node:stream';
import { prettyFactory } from 'pino-pretty';

/** Where the lines for people go. */
export type Terminal = Writable & { readonly isTTY?: boolean };

/**
 * Writes log lines to a terminal so that people can read them, and as the JSON they are to anything else. A reader that
 * goes away (`npm start | head`) ends the writing, not the bot.
 */
export function consoleOn(terminal: Terminal): (line: string) => void {
  terminal.on('error', () => {});
  const pretty = terminal.isTTY
    ? prettyFactory({ colorize: true, translateTime: 'SYS:HH:MM:ss.l', ignore: 'pid,hostname' })
    : (line: string) => line;
  return (line) => {
    terminal.write(pretty(line));
  };
}
