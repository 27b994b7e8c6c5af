/** `0042`, as it stands in the name of the channel. */
export const numberWords = (number: number) => String(number).padStart(4, '0');

/** Labels beside each other. */
export const labelWords = (names: readonly string[]) =>
  names.map((name) => `\`${name.replaceAll('`', "'")}\``).join(' ');
