/**
 * The circle of needs that `name` is part of, as the names on the way round, first and last the same; undefined where
 * there is none.
 */
export function findCycle(needs: ReadonlyMap<string, readonly string[]>, name: string): string[] | undefined {
  const seen = new Set<string>();
  const walk = (at: string, path: readonly string[]): string[] | undefined => {
    for (const next of needs.get(at) ?? []) {
      if (next === name) {
        return [...path, next];
      }
      if (!seen.has(next)) {
        seen.add(next);
        const cycle = walk(next, [...path, next]);
        if (cycle) {
          return cycle;
        }
      }
    }
    return undefined;
  };
  return walk(name, [name]);
}
