/** What stands on one page of a list beside others, all turned at once: nothing behind its end. @param page from 0. */
export const partOf = <T>(all: readonly T[], page: number, size: number): readonly T[] =>
  all.slice(page * size, (page + 1) * size);

/** How many pages lists have that are turned at once: as many as the longest. Each is given with how much a page takes. */
export const pagesOf = (...lists: readonly (readonly [count: number, size: number])[]): number =>
  Math.max(1, ...lists.map(([count, size]) => Math.ceil(count / size)));
