import { acts, typeCommand } from './acts.ts';
import { looks } from './looks.ts';
import { meant } from './match.ts';
import type { Player } from './player.ts';
import { powers } from './powers.ts';
import { roblox } from './roblox.ts';
import type { Verb } from './verb.ts';

const help: Verb = {
  usage: 'help',
  does: 'Shows this.',
  run: ({ print, ink }) => {
    print(`  ${'/command option:value'.padEnd(26)} ${ink.dim('A slash command, as in Discord.')}`);
    for (const { usage, does } of Object.values(verbs)) {
      print(`  ${usage.padEnd(26)} ${ink.dim(does)}`);
    }
    print(
      `  ${'quit'.padEnd(26)} ${ink.dim('Ends the bot and the local Discord and Roblox. Ctrl-C does too.')}`,
    );
  },
};

/** Everything that can be typed, by its first word. */
export const verbs: Readonly<Record<string, Verb>> = { ...acts, ...looks, ...powers, roblox, help };

/** Does what a line says. What cannot be done is printed in red, and nothing is thrown. */
export async function runLine(player: Player, line: string): Promise<void> {
  try {
    if (line.startsWith('/')) {
      await typeCommand(player, line);
      return;
    }
    const word = line.split(/\s/, 1)[0]!;
    await verbMeant(word).run(player, line.slice(word.length).trim());
  } catch (error) {
    player.print(player.ink.red(plainly(error)));
  }
}

/** The beginning of a word is enough when nothing else begins so. */
function verbMeant(word: string): Verb {
  const names = Object.keys(verbs).filter((name) => name.startsWith(word.toLowerCase()));
  if (names.length === 0) {
    throw new Error(`'${word}' is nothing to do here. Type help; or say ${word} to write it in the channel.`);
  }
  return verbs[meant(word, names, { kind: 'word', name: (name) => name })]!;
}

/** The completions of a line for the Tab key, each the whole line. */
export function completions(player: Player, line: string): string[] {
  if (line.startsWith('/')) {
    return player.person.commands(player.place).filter((each) => each.startsWith(line));
  }
  const space = line.indexOf(' ');
  if (space < 0) {
    return [...Object.keys(verbs), 'quit'].filter((word) => word.startsWith(line)).map((word) => `${word} `);
  }
  const word = line.slice(0, space);
  const offered = verbs[word]?.offers?.(player) ?? [];
  return [...new Set(offered)].map((each) => `${word} ${each}`).filter((each) => each.startsWith(line));
}

/** An error without the picture of the screen that the driver adds for tests: the person has it before them. */
function plainly(error: unknown): string {
  const { message } = error as Error;
  const screen = message.search(/\n\nOn .*'s screen:/);
  return screen < 0 ? message : message.slice(0, screen);
}
