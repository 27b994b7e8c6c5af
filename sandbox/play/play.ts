import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ReadStream, WriteStream } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { Sandbox } from '../driver/sandbox.ts';
import { BotProgram } from '../program/bot-program.ts';
import { portBeside } from '../roblox/port.ts';
import type { Settings } from './arguments.ts';
import { botLogIn, botLogOn } from './bot-log.ts';
import { createInk } from './ink.ts';
import { Player } from './player.ts';
import { Terminal } from './terminal.ts';
import { foundationClock, foundTown } from './town.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How long the bot may take to be ready, in ms: the first start on a slow machine. */
const startPatience = 60_000;

/** How many columns are filled where the output does not say how many it has. */
const width = 100;

/** How long a command may take to appear, in ms. A script types faster than a menu changes. */
const patience = { person: 1_000, script: 5_000 };

/** The local Discord and Roblox, the bot beside them, and somebody at the terminal: from the start to a clean end. */
export class Play {
  readonly #settings: Settings;
  readonly #output: WriteStream;
  readonly #interactive: boolean;
  readonly #terminal: Terminal;
  #ending = false;
  #program: BotProgram | undefined;

  constructor(settings: Settings, input: ReadStream, output: WriteStream) {
    this.#settings = settings;
    this.#output = output;
    this.#interactive = Boolean(input.isTTY && output.isTTY);
    this.#terminal = new Terminal({ input, output, interactive: this.#interactive });
  }

  /** @throws Error when the local Discord or the bot does not start. */
  async run(): Promise<void> {
    const { fresh, database, port, bot: command, color } = this.#settings;
    prepareDatabase(database, fresh);
    const now = Date.now();
    const sandbox = await Sandbox.start({
      port,
      clock: foundationClock(),
      identifyInterval: 0,
      roblox: { port: portBeside(port) },
    });
    const token = 'the-token-of-the-sandbox';
    const { bot, guild } = foundTown(sandbox, { token, now });
    const program = new BotProgram({
      command,
      cwd: root,
      env: {
        ...process.env,
        DISCORD_TOKEN: token,
        DISCORD_API_URL: sandbox.apiUrl,
        ROBLOX_API_URL: sandbox.roblox.url,
        DATABASE_URL: database,
        REDIS_URL: '',
        OWNER_IDS: guild.owner.id,
        HOST: '127.0.0.1',
        PORT: '0',
        CLOCK_URL: `${sandbox.url}/control/clock`,
      },
    });
    this.#program = program;
    const { print } = this.#terminal;
    const ink = createInk(color ?? this.#output.hasColors?.() ?? false);
    try {
      print(ink.dim('The bot starts…'));
      this.#watchLog(program, ink);
      if (await this.#started(program)) {
        const player = new Player({
          ...{ sandbox, bot, program, guild, ink, print },
          width: Math.min(this.#output.columns ?? width, width),
          patience: this.#interactive ? patience.person : patience.script,
        });
        print(greeting(player));
        this.#watchEnd(program, player);
        await this.#terminal.play(player);
      }
    } finally {
      this.#ending = true;
      await endProgram(program);
      await sandbox.stop();
    }
  }

  /** Ends it from outside, at whatever point it is. */
  end(): void {
    this.#ending = true;
    this.#terminal.close();
    if (this.#program && !this.#terminal.playing) {
      void endProgram(this.#program);
    }
  }

  /** @returns false when somebody ended it before the bot was ready. */
  async #started(program: BotProgram): Promise<boolean> {
    try {
      await program.start({ timeout: startPatience });
      return true;
    } catch (error) {
      if (this.#ending) {
        return false;
      }
      throw error;
    }
  }

  #watchLog(program: BotProgram, ink: ReturnType<typeof createInk>): void {
    const { logs } = this.#settings;
    program.onLine(logs === undefined ? botLogOn(this.#terminal.print, ink) : botLogIn(logs));
  }

  /** Tells when the bot ends although nobody asked it to. */
  #watchEnd(program: BotProgram, { print, ink }: Player): void {
    program.onEnd(({ code, signal }, wanted) => {
      if (!wanted && !this.#ending) {
        print(ink.red(`The bot has ended (${signal ?? `code ${code}`}). Type restart to start it again.`));
      }
    });
  }
}

async function endProgram(program: BotProgram): Promise<void> {
  if (program.running) {
    await program.stop().catch(() => program.kill9());
  }
}

/** Makes the folder of an SQLite file; removes what was kept, when it shall be forgotten. */
function prepareDatabase(url: string, fresh: boolean): void {
  const file = /^sqlite:(?!:memory:)(.+)$/.exec(url)?.[1];
  if (file === undefined) {
    if (fresh) {
      throw new Error('--fresh forgets an SQLite file; empty another database yourself');
    }
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  if (fresh) {
    for (const part of ['', '-wal', '-shm'].map((ending) => file + ending).filter(existsSync)) {
      rmSync(part);
    }
  }
}

function greeting({ sandbox, ink, person, placeName, guild }: Player): string {
  return [
    '',
    `${ink.bold('Guildhall')} plays in ${ink.bold(guild.name)} on the local Discord at ${sandbox.url}`,
    `and the local Roblox at ${sandbox.roblox.url}.`,
    `You are ${ink.bold(person.name)}, the owner, in ${placeName}. Type ${ink.cyan('help')} to see what you can do,`,
    `${ink.cyan('/features enable feature:pads')} to switch a feature on. Change a file in plugins/ and the new version answers.`,
    '',
  ].join('\n');
}
