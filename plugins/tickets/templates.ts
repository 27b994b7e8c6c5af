import type { TicketType } from './entities/ticket-type.ts';

/** What a template fills in. Names and texts come from the locale files, at `templates.<name>`. */
export interface Template extends Pick<TicketType, 'namePattern' | 'perPerson'> {
  readonly emoji: string;
}

/** Types of ticket that are ready to use. */
export const templates = {
  support: { emoji: '💬', namePattern: 'ticket-{number}', perPerson: 1 },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateName = keyof typeof templates;

export const templateNames = Object.keys(templates) as TemplateName[];
