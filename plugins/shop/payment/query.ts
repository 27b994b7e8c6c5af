/** The part of an address behind the `?`. What is undefined or empty is left out. */
export function query(values: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(values).flatMap(([name, value]) =>
    value ? `${name}=${encodeURIComponent(value)}` : [],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
