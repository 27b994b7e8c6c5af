/** What a name pattern may hold. */
export const nameFields = ['number', 'user', 'type', 'id'] as const;

export interface NameValues {
  readonly number: number;
  readonly user: string;
  readonly type: string;
  readonly id: string;
}

/** Discord's limit for the name of a channel or thread, in characters. */
const nameLimit = 100;

/**
 * The name of a ticket's channel by its pattern, as Discord writes names of text channels: small letters, dashes.
 * `ticket-{number}` gives `ticket-0042`. What is left empty becomes `ticket-0042` too.
 */
export function channelName(pattern: string, values: NameValues): string {
  const number = String(values.number).padStart(4, '0');
  const filled = pattern.replace(/\{(number|user|type|id)\}/g, (_, field: (typeof nameFields)[number]) =>
    field === 'number' ? number : values[field],
  );
  const name = filled
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/[^\p{L}\p{N}\p{Emoji_Presentation}_-]/gu, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  return [...(name || neutralName(values.number))].slice(0, nameLimit).join('');
}

/** A name that nobody can object to: Discord refuses some words in servers that can be discovered. */
export const neutralName = (number: number) => `ticket-${String(number).padStart(4, '0')}`;
