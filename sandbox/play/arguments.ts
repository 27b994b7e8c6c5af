import { parseArgs } from 'node:util';

export const usage = `Starts the local Discord, the local Roblox and the bot, and lets you play the people of a small server.

  npm run sandbox [-- options]

  --fresh            forgets what the bot kept in data/sandbox.db before
  --database <url>   another database: sqlite:<file> or postgres://…
  --port <number>    where the local Discord listens on 127.0.0.1; 4000 by default, 0 takes a free port;
                     the local Roblox is a hundred above
  --logs <file>      writes the bot's log there; by default it is shown between what you do
  --bot <command>    starts another bot than this one
  --color            colours, even where the output is no terminal
  --help             shows this

Lines that come from a file or a pipe are done one after the other: npm run sandbox < lines.txt
`;

/** What the person asked for when they started the sandbox. */
export interface Settings {
  readonly fresh: boolean;
  readonly database: string;
  readonly port: number;
  readonly logs: string | undefined;
  readonly bot: readonly [program: string, ...args: string[]];
  readonly color: boolean | undefined;
}

/** @returns undefined when the usage shall be shown. @throws Error that says what is wrong with the arguments. */
export function readArguments(args: readonly string[]): Settings | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: 'boolean', default: false },
      database: { type: 'string', default: 'sqlite:data/sandbox.db' },
      port: { type: 'string', default: '4000' },
      logs: { type: 'string' },
      bot: { type: 'string' },
      color: { type: 'boolean' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535, not '${values.port}'`);
  }
  return {
    fresh: values.fresh,
    database: values.database,
    port,
    logs: values.logs,
    bot: values.bot === undefined ? [process.execPath, 'src/main.ts'] : ['sh', '-c', `exec ${values.bot}`],
    color: values.color,
  };
}
