/** What can be sold, and the sign that stands before it. Servers give a product a sign of its own where they wish. */
export const kinds = {
  code: '🔢',
  account: '👤',
  file: '📁',
  link: '🔗',
  guide: '📘',
  support: '🎧',
  service: '🛠️',
  warranty: '🛡️',
  key: '🔑',
  role: '🏷️',
} as const;

export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as Kind[];

/**
 * Where what is delivered comes from: `items`, each of which is sold once; `text` or `file`, which every buyer gets;
 * `hand`: staff write it for each order; `none`: there is nothing to send but the role.
 */
export const supplies = ['items', 'text', 'file', 'hand', 'none'] as const;
export type Supply = (typeof supplies)[number];
