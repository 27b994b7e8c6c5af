import { distance } from 'fastest-levenshtein';
import { variables } from './variables.ts';

/** How many letters may be wrong in a name that is still meant. */
const slips = 2;

/**
 * Names in a host's `.env` file that are close to a variable of ours and are none: what is set there counts for nothing.
 * @returns a line for each, without its value.
 */
export function misspelt(names: readonly string[]): string[] {
  const known = Object.keys(variables);
  return names
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const plain = bare(name);
      const meant = known.find((ours) => distance(plain, bare(ours)) <= slips);
      return meant
        ? [`${name} in .env is not a variable of Guildhall and is left out. Did you mean ${meant}?`]
        : [];
    });
}

const bare = (name: string) => name.toUpperCase().replace(/[^A-Z]/g, '');
