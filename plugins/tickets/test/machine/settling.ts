import { partsOf } from '../../parts.ts';
import { Settling } from '../../rooms/settling.ts';
import { arrivals, isHoused } from '../../ticket/ticket-states.ts';
import type { Tickets } from '../../ticket/tickets.ts';
import { Fuse } from './fuse.ts';
import type { ModelTicket, Real } from './model.ts';
import { RoomSite } from './rooms.ts';

/** What leads tickets on, as the bot has it. No transcripts are made here, so nothing is held until it is read. */
export const settlingOf = (tickets: Tickets) => new Settling(tickets, async () => false);

/** The job of a ticket runs, in a process that may end before each change of the row or of Discord. @throws Crash */
export async function settle({ ground, guild, rooms }: Real, id: string, fuse = new Fuse()): Promise<void> {
  const { context, arrivals } = ground;
  const { tickets } = partsOf({ ...context, database: fuse.on(context.database) }, arrivals);
  await settlingOf(tickets).settle(guild, id, () => new RoomSite(rooms, fuse));
}

/** A change of Discord, or of the row. */
export interface Change {
  readonly of: 'discord' | 'row';
  readonly to: Partial<ModelTicket>;
}

const inDiscord = (to: Change['to']): Change => ({ of: 'discord', to });
const inRow = (to: Change['to']): Change => ({ of: 'row', to });

/** What the job changes in its next step, one after the other, if the ticket is as it was seen. */
export function changesOf({ state, known, made, blocked }: ModelTicket): Change[] {
  switch (state) {
    case 'deleted':
    case 'failed':
      return [];
    case 'requested':
      return [inRow({ state: 'provisioning', blocked: false })];
    case 'deleting':
      return known || made
        ? [inDiscord({ made: false }), inRow({ state: 'deleted', known: false, blocked: false })]
        : [inRow({ state: 'failed', blocked: false })];
  }
  if (known && !made) {
    return [inRow({ known: false, ...(isHoused(state) && { state: 'deleted' }) })];
  }
  const next = arrivals[state];
  return [
    ...(made ? [] : [inDiscord({ made: true })]),
    ...(known && !blocked ? [] : [inRow({ known: true, blocked: false })]),
    ...(next ? [inRow({ state: next })] : []),
  ];
}

/** What comes of the job for the model. @throws Crash */
export function settleModel(ticket: ModelTicket, fuse = new Fuse()): void {
  for (let changes = changesOf(ticket); changes.length > 0; changes = changesOf(ticket)) {
    for (const { to } of changes) {
      fuse.burn();
      Object.assign(ticket, to);
    }
  }
}
