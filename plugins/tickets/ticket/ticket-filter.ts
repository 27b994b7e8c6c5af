import { type StateFilter, stateFilters, type TicketFilter } from './ticket-shelf.ts';

/** A filter as arguments of a custom id, which all of them fit into: {@link filterOf} reads them. */
export function filterArgs(filter: TicketFilter): string[] {
  const { state, type, staff, creator, label, priority, unanswered } = filter;
  return [
    state ? String(stateFilters.indexOf(state)) : '',
    type ?? '',
    shortened(staff),
    shortened(creator),
    label ?? '',
    `${priority ?? ''}${unanswered ? 'u' : ''}`,
  ];
}

/** What {@link filterArgs} wrote. */
export function filterOf(args: readonly string[]): TicketFilter {
  const [state, type, staff, creator, label, flags = ''] = args;
  return {
    state: state ? (stateFilters[Number(state)] as StateFilter) : undefined,
    type: type || undefined,
    staff: lengthened(staff),
    creator: lengthened(creator),
    label: label || undefined,
    priority: /^\d/.test(flags) ? Number(flags[0]) : undefined,
    unanswered: flags.endsWith('u'),
  };
}

/** An id of Discord has up to 20 digits, and 13 characters in base 36. */
const shortened = (id: string | undefined) => (id ? BigInt(id).toString(36) : '');

function lengthened(text: string | undefined): string | undefined {
  if (!text || !/^[0-9a-z]+$/.test(text)) {
    return undefined;
  }
  let id = 0n;
  for (const character of text) {
    id = id * 36n + BigInt(Number.parseInt(character, 36));
  }
  return String(id);
}
