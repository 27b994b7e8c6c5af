import type { Participant } from '../entities/participant.ts';
import type { TicketType } from '../entities/ticket-type.ts';

/** The roles that work on one ticket: those of its type, and those that were called to it because nobody answered. */
export const staffRolesOf = (
  type: Pick<TicketType, 'staffRoles'> | undefined,
  participants: readonly Pick<Participant, 'subject' | 'staff'>[],
): string[] => [
  ...new Set([
    ...(type?.staffRoles ?? []),
    ...participants.filter(({ staff }) => staff).map(({ subject }) => subject),
  ]),
];
