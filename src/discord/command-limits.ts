/** A command, an option or a choice, as it is sent. */
export type Json = Record<string, unknown>;

/** What Discord would refuse about a command. `quote` stands in the plugin's file: there it can be mended. */
export class CommandFault extends Error {
  readonly quote: string;

  constructor(message: string, quote: string) {
    super(message);
    this.name = 'CommandFault';
    this.quote = quote;
  }
}

// https://docs.discord.com/developers/interactions/application-commands#application-command-object
const typedName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const limits = { menuName: 32, description: 100, choiceName: 100, choiceValue: 100, list: 25, whole: 8_000 };

/**
 * Checks a command against Discord's limits, in every language: it sends a whole menu at once, so one fault in one plugin
 * would cost a guild all of its commands.
 * @throws CommandFault
 */
export function checkCommand(command: Json): void {
  if ('description' in command) {
    checkTyped(command, `/${command.name}`);
  } else {
    checkLength(command, 'name', limits.menuName, `the menu entry "${command.name}"`);
  }
  const size = sizeOf(command);
  if (size > limits.whole) {
    const what = `/${command.name} has ${size} characters of names, descriptions and values together`;
    throw new CommandFault(`${what}, Discord takes ${limits.whole}`, String(command.name));
  }
}

/** A command or an option: what people type. */
function checkTyped(part: Json, path: string): void {
  for (const name of textsOf(part, 'name')) {
    if (!typedName.test(name.text) || name.text !== name.text.toLowerCase()) {
      const rule = 'use 1 to 32 lower-case letters, digits, dashes and underscores';
      throw new CommandFault(
        `the name "${name.text}" of ${path}${name.where} cannot be typed: ${rule}`,
        name.text,
      );
    }
  }
  checkLength(part, 'description', limits.description, `the description of ${path}`);
  for (const choice of listOf(part, 'choices', path)) {
    const what = `the choice "${choice.name}" of ${path}`;
    checkLength(choice, 'name', limits.choiceName, what);
    if (typeof choice.value === 'string' && choice.value.length > limits.choiceValue) {
      const has = `${what} has a value of ${choice.value.length} characters`;
      throw new CommandFault(`${has}, Discord takes ${limits.choiceValue}`, String(choice.name));
    }
  }
  const options = listOf(part, 'options', path);
  checkOrder(options, path);
  for (const option of options) {
    checkTyped(option, `${path} ${option.name}`);
  }
}

function checkOrder(options: readonly Json[], path: string): void {
  const names = options.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new CommandFault(`two options of ${path} are named "${twice}"`, String(twice));
  }
  const optional = options.findIndex(({ required }) => !required);
  const behind = options.find(({ required }, index) => required && optional >= 0 && index > optional);
  if (behind) {
    throw new CommandFault(
      `the option "${behind.name}" of ${path} is required and stands behind one that is not: put it first`,
      String(behind.name),
    );
  }
}

function listOf(part: Json, field: 'options' | 'choices', path: string): readonly Json[] {
  const list = (part[field] ?? []) as readonly Json[];
  if (list.length > limits.list) {
    throw new CommandFault(
      `${path} has ${list.length} ${field}, Discord takes ${limits.list}`,
      String(part.name),
    );
  }
  return list;
}

function checkLength(part: Json, field: string, limit: number, what: string): void {
  for (const { text, where } of textsOf(part, field)) {
    const length = [...text].length;
    if (length < 1 || length > limit) {
      const message = `${what}${where} has ${length} characters, Discord takes 1 to ${limit}`;
      throw new CommandFault(message, String(part.name));
    }
  }
}

/** A text in all its languages. */
function textsOf(part: Json, field: string): { readonly text: string; readonly where: string }[] {
  const others = (part[`${field}_localizations`] ?? {}) as Record<string, string | null>;
  return [
    { text: String(part[field] ?? ''), where: '' },
    ...Object.entries(others).flatMap(([locale, text]) =>
      text === null ? [] : [{ text, where: ` in ${locale}` }],
    ),
  ];
}

/** Discord counts the longest language of each text. */
function sizeOf(part: Json): number {
  const longest = (field: string) => Math.max(...textsOf(part, field).map(({ text }) => text.length));
  const value = typeof part.value === 'string' ? part.value.length : 0;
  const inner = [...((part.options ?? []) as Json[]), ...((part.choices ?? []) as Json[])];
  return (
    longest('name') + longest('description') + value + inner.reduce((sum, each) => sum + sizeOf(each), 0)
  );
}
