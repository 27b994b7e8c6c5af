/** What somebody chooses in the menu of shelves: all of the shop, one shelf, or another page of the menu. */
export type ShelfChoice = { readonly category: string | undefined } | { readonly shelves: number };

/** A choice as the menu carries it: a shelf may be called anything. */
export const writeShelfChoice = (choice: ShelfChoice): string =>
  'shelves' in choice ? `>${choice.shelves}` : `=${choice.category ?? ''}`;

export const readShelfChoice = (value: string): ShelfChoice =>
  value.startsWith('>') ? { shelves: Number(value.slice(1)) } : { category: value.slice(1) || undefined };
