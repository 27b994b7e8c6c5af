/**
 * The one that was meant: spelled exactly so, else the only one that begins with or holds the text, whatever the case.
 * @throws Error that says what there is.
 */
export function meant<Thing>(
  text: string,
  things: readonly Thing[],
  { kind, name }: { kind: string; name: (thing: Thing) => string },
): Thing {
  const wanted = text.toLowerCase();
  const lower = (thing: Thing) => name(thing).toLowerCase();
  const rounds: ((thing: Thing) => boolean)[] = [
    (thing) => name(thing) === text,
    (thing) => lower(thing) === wanted,
    (thing) => lower(thing).startsWith(wanted),
    (thing) => lower(thing).includes(wanted),
  ];
  for (const fits of rounds) {
    const found = things.filter(fits);
    const names = new Set(found.map(name));
    if (names.size === 1) {
      return found[0]!;
    }
    if (names.size > 1) {
      throw new Error(`Which ${kind}? ${list([...names])}.`);
    }
  }
  const known = [...new Set(things.map(name))];
  throw new Error(
    known.length > 0
      ? `There is no ${kind} '${text}'. There is: ${list(known)}.`
      : `There is no ${kind} '${text}', and no other.`,
  );
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
