import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { News } from './news.ts';
import type { Player } from './player.ts';
import { completions, runLine } from './verbs.ts';

/** How long changes are collected before the person is told of them, in ms. */
const newsPause = 200;

export interface TerminalOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether a person types: with a prompt, the Tab key and news. Otherwise lines are read from a file or a pipe. */
  readonly interactive: boolean;
}

/** Where a person types and reads. */
export class Terminal {
  readonly #options: TerminalOptions;
  #lines: Interface | undefined;
  #idle = false;
  #closed = false;

  constructor(options: TerminalOptions) {
    this.#options = options;
  }

  /** Prints a line; above the prompt when a person is typing. */
  print = (line: string): void => {
    const { output } = this.#options;
    if (!this.#idle) {
      output.write(`${line}\n`);
      return;
    }
    cursorTo(output, 0);
    clearLine(output, 0);
    output.write(`${line}\n`);
    this.#lines?.prompt(true);
  };

  /** Lets a person play until they quit, press Ctrl-C, or the script ends. */
  async play(player: Player): Promise<void> {
    const { input, output, interactive } = this.#options;
    const lines = createInterface({
      input,
      ...(interactive && { output, completer: (line: string) => [completions(player, line), line] }),
    });
    this.#lines = lines;
    lines.on('SIGINT', () => this.close());
    const news = interactive ? new News(player) : undefined;
    const unwatch = news ? this.#tellNews(player, news) : () => {};
    this.#ask(player);
    for await (const typed of lines) {
      this.#idle = false;
      const line = typed.trim();
      // What was typed ahead is still in the queue when somebody ends it.
      if (this.#closed || line === 'quit' || line === 'exit') {
        break;
      }
      if (line !== '' && !line.startsWith('#')) {
        if (!interactive) {
          output.write(`${promptOf(player)}${line}\n`);
        }
        await runLine(player, line);
        news?.lookedHere();
      }
      this.#ask(player);
    }
    this.#idle = false;
    unwatch();
    lines.close();
  }

  get playing(): boolean {
    return this.#lines !== undefined;
  }

  /** Ends the play from outside. */
  close(): void {
    this.#closed = true;
    this.#lines?.close();
  }

  #ask(player: Player): void {
    if (this.#options.interactive) {
      this.#idle = true;
      this.#lines?.setPrompt(promptOf(player));
      this.#lines?.prompt();
    }
  }

  /** Says where something has changed while the person does nothing. @returns a function that ends it. */
  #tellNews(player: Player, news: News): () => void {
    let timer: NodeJS.Timeout | undefined;
    const unwatch = player.sandbox.world.onChange(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        const changed = news.take();
        if (this.#idle && changed.length > 0) {
          this.print(player.ink.dim(`· new in ${changed.join(', ')}`));
        }
      }, newsPause);
    });
    return () => {
      clearTimeout(timer);
      unwatch();
    };
  }
}

function promptOf({ ink, person, placeName }: Player): string {
  return `${ink.bold(person.name)} ${ink.dim(placeName)} ${ink.green('›')} `;
}
