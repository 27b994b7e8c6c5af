import type { TypeDraft } from './ticket-types.ts';

/** What a template fills in. Names and texts come from the locale files, at `templates.<name>`; forms from `forms/`. */
export type Template = Omit<TypeDraft, 'name' | 'welcome'>;

/** Types of ticket that are ready to use. */
export const templates = {
  support: { emoji: '💬', namePattern: 'ticket-{number}' },
  purchase: { emoji: '🛒', namePattern: 'purchase-{number}' },
  'product-issue': { emoji: '🔧', namePattern: 'issue-{number}' },
  'refund-request': { emoji: '💸', namePattern: 'refund-{number}' },
  other: { emoji: '❓', namePattern: 'ticket-{number}' },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateName = keyof typeof templates;

export const templateNames = Object.keys(templates) as TemplateName[];

export const isTemplate = (name: string): name is TemplateName => name in templates;
