import { createWriteStream } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from '../program/log-line.ts';
import type { Ink } from './ink.ts';

const warning = 40;

/** Shows the bot's log between what the person does. @returns what takes each line. */
export function botLogOn(print: (line: string) => void, ink: Ink): (line: LogLine) => void {
  return ({ msg, level, fields }) => {
    const style = level > warning ? ink.red : level === warning ? ink.yellow : ink.dim;
    const { message: why, stack } = (fields.error ?? {}) as { message?: string; stack?: string };
    // The first place that is the plugin's own: files are named by their folder.
    const at = /\(?((?![/.]|node:|file:)[\w-]+\/[^\s():]+\.ts:\d+)/.exec(stack ?? '')?.[1];
    const said = why && !msg.includes(why) ? `${msg}: ${why}${at ? ` (${at})` : ''}` : msg;
    for (const line of stripVTControlCharacters(said).split('\n')) {
      print(style(`bot │ ${line}`));
    }
  };
}

/** Keeps the bot's log out of the way in a file. @returns what takes each line. */
export function botLogIn(file: string): (line: LogLine) => void {
  const stream = createWriteStream(file, { flags: 'a' });
  return ({ text }) => void stream.write(`${text}\n`);
}
