/** Discord's limit for a custom id, in characters. https://docs.discord.com/developers/components/reference#custom-id */
export const customIdLimit = 100;

/** A custom id, taken apart. */
export interface ComponentAddress {
  readonly plugin: string;
  readonly action: string;
  readonly args: string[];
}

/**
 * Makes the custom id `plugin:action:argument...`. Arguments may hold any character.
 * @throws RangeError when it is longer than Discord takes: keep the facts in the database and pass their id.
 */
export function customId(plugin: string, action: string, ...args: (string | number)[]): string {
  const id = [plugin, action, ...args.map((arg) => encode(String(arg)))].join(':');
  if (id.length > customIdLimit) {
    throw new RangeError(`the custom id ${id} has ${id.length} characters, Discord takes ${customIdLimit}`);
  }
  return id;
}

/** Takes a custom id apart. @returns undefined when it was not made by {@link customId}. */
export function parseCustomId(id: string): ComponentAddress | undefined {
  const [plugin, action, ...args] = id.split(':');
  if (!plugin || !action) {
    return undefined;
  }
  return { plugin, action, args: args.map(decode) };
}

const encode = (text: string) => text.replace(/[%:]/g, (char) => (char === ':' ? '%3A' : '%25'));
const decode = (text: string) => text.replace(/%3A|%25/g, (code) => (code === '%3A' ? ':' : '%'));
