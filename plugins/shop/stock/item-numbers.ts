import { Refusal } from '@guildhall/sdk';
import { importLimit } from './stock.ts';

/** Reads numbers of items as people write them: `3-7, 9`. @throws Refusal `numbers-unclear`, `too-many-items`. */
export function readNumbers(typed: string): number[] {
  const numbers = new Set<number>();
  for (const part of typed.split(/[,;\s]+/).filter(Boolean)) {
    const [, first, last = first] = /^#?(\d{1,9})(?:[-–]#?(\d{1,9}))?$/.exec(part) ?? [];
    if (!first || Number(last) < Number(first)) {
      throw new Refusal('numbers-unclear', { typed });
    }
    if (Number(last) - Number(first) + numbers.size >= importLimit) {
      throw new Refusal('too-many-items', { max: importLimit });
    }
    for (let number = Number(first); number <= Number(last); number += 1) {
      numbers.add(number);
    }
  }
  if (numbers.size === 0) {
    throw new Refusal('numbers-unclear', { typed });
  }
  return [...numbers];
}

/** Writes numbers as {@link readNumbers} reads them. @param numbers in order. */
export function numbersWords(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) {
      run[1] = number;
    } else {
      runs.push([number, number]);
    }
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
