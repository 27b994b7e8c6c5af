/** What a name pattern may hold. */
export const nameFields = ['number', 'user', 'type', 'id', 'priority', 'claimer'] as const;

export interface NameValues {
  readonly number: number;
  readonly user: string;
  readonly type: string;
  readonly id: string;
  /** An emoji. */
  readonly priority: string;
  /** Empty while nobody has claimed it. */
  readonly claimer: string;
}

/** Discord's limit for the name of a channel or thread, in characters. */
export const nameLimit = 100;

/**
 * The name of a ticket's channel by its pattern, as Discord writes names of text channels: small letters, dashes.
 * `ticket-{number}` gives `ticket-0042`. What is left empty becomes `ticket-0042` too.
 * @param numbered the number stands in it in any case: that of a thread is all that tells it from others.
 */
export function channelName(pattern: string, values: NameValues, numbered = false): string {
  const filled = pattern.replace(
    /\{(number|user|type|id|priority|claimer)\}/g,
    (_, field: (typeof nameFields)[number]) => (field === 'number' ? digits(values.number) : values[field]),
  );
  return typedName(filled, values.number, numbered);
}

/** A name that somebody typed, as Discord writes it. */
export function typedName(text: string, number: number, numbered = false): string {
  const name = text
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/[^\p{L}\p{N}\p{Emoji_Presentation}_-]/gu, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  const whole = name && numbered && !name.includes(digits(number)) ? `${name}-${digits(number)}` : name;
  return [...(whole || plainName(number))].slice(0, nameLimit).join('');
}

/** The name of a ticket of which nothing else is left. */
const plainName = (number: number) => `ticket-${digits(number)}`;

/**
 * A name that nobody can object to: Discord refuses some words in servers that can be discovered, and some numbers.
 * Their digits stand alone: `ticket-1-4-8-8`.
 */
export const neutralName = (number: number) => `ticket-${[...digits(number)].join('-')}`;

/** The numbers of tickets that a name may be of, as {@link channelName} and {@link neutralName} write them. */
export function numbersIn(name: string): number[] {
  const alone = /^ticket-((?:\d-){3,}\d)$/.exec(name)?.[1];
  const written = alone ? [alone.replaceAll('-', '')] : (name.match(/\d{4,9}/g) ?? []);
  return written.map(Number);
}

const digits = (number: number) => String(number).padStart(4, '0');
