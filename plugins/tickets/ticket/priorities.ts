/** How urgent a ticket is, the least urgent first: its place here is the number in the row, so that lists can be sorted. */
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;

export type Priority = (typeof priorities)[number];

/** What stands for it in messages, lists and the names of channels. */
export const priorityEmoji: Readonly<Record<Priority, string>> = {
  low: '🔵',
  normal: '⚪',
  high: '🟠',
  urgent: '🔴',
};

export const normalPriority = priorities.indexOf('normal');

/** The priority that a row holds. */
export const priorityOf = ({ priority }: { readonly priority: number }): Priority =>
  priorities[priority] ?? 'normal';
