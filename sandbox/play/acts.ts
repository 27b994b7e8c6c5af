import type { Input } from '../driver/input.ts';
import { meant } from './match.ts';
import { buttonMeant, buttonsOnScreen, menusOnScreen, partNamed } from './on-screen.ts';
import type { Player } from './player.ts';
import { typedCommand } from './typed-command.ts';
import type { Verb } from './verb.ts';
import { textOf, type Word, wordsIn } from './words.ts';

/** What a person does in Discord. */
export const acts = {
  say: {
    usage: 'say <text>',
    does: 'Writes a message. Commands with a prefix go this way too: say !pad list',
    run: (player, text) => {
      if (text === '') {
        throw new Error('Say what? Type: say hello');
      }
      player.person.say(text, { in: player.place });
    },
  },
  click: {
    usage: 'click <button>',
    does: 'Clicks a button; a part of its label is enough. click <button> on <text> means the one beside that text.',
    run: async (player, rest) => {
      const [label, on] = splitOn(rest);
      const { message, part } = await patiently(player, () => buttonMeant(player, label, on));
      if (part.url) {
        player.print(`The button leads to ${part.url}`);
        return;
      }
      player.showReply(await player.person.click(part.customId ?? part.label, { on: message }));
    },
    offers: (player) => buttonsOnScreen(player).map(({ part }) => part.label),
  },
  select: {
    usage: 'select "<menu>" <choice> …',
    does: 'Chooses in a menu: people, roles and channels by name, the rest by label.',
    run: async (player, rest) => {
      const [menu, ...choices] = wordsIn(rest);
      if (!menu || choices.length === 0) {
        throw new Error('Type the menu, then what you choose: select "Pick a pad" "Pad 3"');
      }
      const { message, part } = await patiently(player, () =>
        partNamed(menusOnScreen(player), textOf([menu]), { kind: 'menu', name: (each) => each.placeholder }),
      );
      const chosen = choices.map((choice) => optionMeant(part.options, textOf([choice])));
      player.showReply(await player.person.select(part.customId, chosen, { on: message }));
    },
    offers: (player) => menusOnScreen(player).map(({ part }) => `"${part.placeholder}"`),
  },
  fill: {
    usage: 'fill <field>="<text>" …',
    does: 'Fills in the form that is open, and sends it. A field given twice gets both values.',
    run: async (player, rest) => {
      const { modal } = player.person;
      if (!modal) {
        throw new Error('No form is open. A button or a command opens one.');
      }
      const inputs: Record<string, Input[]> = {};
      for (const { key, text } of wordsIn(rest)) {
        if (key === undefined) {
          throw new Error(
            `Which field is '${text}' for? Type: fill ${modal.fields[0]?.label ?? 'Field'}="${text}"`,
          );
        }
        const field = meant(key, modal.fields, { kind: 'field', name: ({ label }) => label });
        const value =
          field.kind === 'checkbox' ? /^(?:yes|true|on)$/i.test(text) : optionMeant(field.options, text);
        inputs[field.customId] = [...(inputs[field.customId] ?? []), value];
      }
      const fields = Object.entries(inputs).map(([id, values]) => [
        id,
        values.length > 1 ? values : values[0]!,
      ]);
      player.showReply(await player.person.submit(Object.fromEntries(fields)));
    },
    offers: ({ person }) => (person.modal?.fields ?? []).map(({ label }) => `${quoted(label)}=`),
  },
  close: {
    usage: 'close',
    does: 'Closes the form without sending it.',
    run: ({ person, print }) => print(person.dismissModal() ? 'Closed.' : 'No form is open.'),
  },
} satisfies Record<string, Verb>;

/** Sends a slash command as it was typed: `/pad end pad:3`. */
export async function typeCommand(player: Player, line: string): Promise<void> {
  const words = wordsIn(line);
  const { path, inputs } = await patiently(player, () => typedCommand(player, words));
  player.showReply(await player.person.slash(path, inputs, { in: player.place }));
}

/** What a bot has just been told to show may still be on its way: looks again for a moment before giving up. */
async function patiently<Value>({ person, patience }: Player, look: () => Value): Promise<Value> {
  await person.until(() => Boolean(look()), { timeout: patience }).catch(() => {});
  return look();
}

/** The option's label when the text is a part of one; a menu of people, roles or channels has none. */
function optionMeant(options: readonly string[], text: string): string {
  return options.length === 0 ? text : meant(text, options, { kind: 'choice', name: (option) => option });
}

/** `End on "Pad 3"` is the button End and the text Pad 3. */
function splitOn(rest: string): [label: string, on: string | undefined] {
  const words: Word[] = wordsIn(rest);
  const at = words.findIndex(({ key, text }) => key === undefined && text === 'on');
  if (words.length === 0) {
    throw new Error('Click what? Type: click End');
  }
  return at > 0 ? [textOf(words.slice(0, at)), textOf(words.slice(at + 1))] : [textOf(words), undefined];
}

function quoted(label: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(label) ? label : `"${label}"`;
}
