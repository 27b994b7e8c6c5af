/** What the welcome text of a type may hold, as `{user}`. */
export const welcomeFields = ['user', 'number', 'type', 'staff', 'guild', 'open', 'hours'] as const;

export type WelcomeField = (typeof welcomeFields)[number];

/** What stands for each placeholder: mentions for people and roles, text for the rest. */
export type WelcomeValues = Readonly<Record<WelcomeField, string>>;

/** Discord's limit is 4096 characters for a description; the facts of the ticket stand below. */
const limit = 3000;

const placeholder = new RegExp(`\\{(${welcomeFields.join('|')})\\}`, 'g');

/** The welcome text of a ticket. Braces that are no placeholder stay as they are. */
export function welcomeText(pattern: string, values: WelcomeValues): string {
  const filled = pattern.replace(placeholder, (_, field: WelcomeField) => values[field]);
  return filled.length <= limit ? filled : `${filled.slice(0, limit - 1)}…`;
}

/** Whether a welcome text says how many tickets are open: that is counted when one is opened. */
export const saysOpen = (pattern: string) => pattern.includes('{open}');
