/** The one transaction id of 32 bytes in a text, in small letters, without `0x`; undefined: none, or several. */
export function hexId(typed: string): string | undefined {
  const found = typed.toLowerCase().match(/(?<![0-9a-z])(?:0x)?[0-9a-f]{64}(?![0-9a-z])/g) ?? [];
  const ids = new Set(found.map((id) => id.replace(/^0x/, '')));
  return ids.size === 1 ? [...ids][0] : undefined;
}
