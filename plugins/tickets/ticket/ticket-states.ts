/**
 * Where a ticket is on its way. The states that end in `-ing`, and `requested`, are on their way: Discord is still to be
 * made as the row says. One that is `failed` was given up before it had a channel or thread.
 */
export const ticketStates = [
  'requested',
  'provisioning',
  'open',
  'closing',
  'closed',
  'reopening',
  'archived',
  'deleting',
  'deleted',
  'failed',
] as const;

export type TicketState = (typeof ticketStates)[number];

/** From which state a ticket may get to which. There is no other way. */
export const ways: Readonly<Record<TicketState, readonly TicketState[]>> = {
  requested: ['provisioning', 'failed'],
  provisioning: ['open', 'deleting'],
  open: ['closing', 'deleting', 'deleted'],
  closing: ['closed', 'deleting', 'deleted'],
  closed: ['reopening', 'archived', 'deleting', 'deleted'],
  reopening: ['open', 'closed', 'deleting', 'deleted'],
  archived: ['reopening', 'deleting', 'deleted'],
  deleting: ['deleted', 'failed'],
  deleted: [],
  failed: [],
};

/** What comes after a state that is on its way, when Discord is as the row says. */
export const arrivals: Readonly<Partial<Record<TicketState, TicketState>>> = {
  requested: 'provisioning',
  provisioning: 'open',
  closing: 'closed',
  reopening: 'open',
  deleting: 'deleted',
};

/** Somebody waits for it, or works on it: it counts against the limits. */
export const activeStates = [
  'requested',
  'provisioning',
  'open',
  'reopening',
] as const satisfies TicketState[];

/** States in which a ticket has a channel or a thread. */
export const housedStates = [
  'open',
  'closing',
  'closed',
  'reopening',
  'archived',
] as const satisfies TicketState[];

/** States in which whoever opened it still waits for the channel or thread. */
const unreadyStates: ReadonlySet<TicketState> = new Set(['requested', 'provisioning']);

export const isUnready = (state: TicketState) => unreadyStates.has(state);
export const isActive = (state: TicketState) => (activeStates as readonly TicketState[]).includes(state);
export const isHoused = (state: TicketState) => (housedStates as readonly TicketState[]).includes(state);

/** States in which whoever is not staff may still read, and no longer write. */
const closedStates: ReadonlySet<TicketState> = new Set(['closing', 'closed', 'archived']);

export const isClosed = (state: TicketState) => closedStates.has(state);
