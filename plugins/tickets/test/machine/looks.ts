import { expect } from 'vitest';
import type { Model, Real } from './model.ts';

const minute = 60_000;

/** All that can be seen of the tickets, as the model says. */
export function modelLooks({ tickets }: Model) {
  return tickets.map(({ added, state, closesAt, ...ticket }) => ({
    creator: ticket.creator,
    closesAt: state === 'open' ? closesAt : null,
    type: ticket.type,
    category: ticket.category,
    state,
    claimedBy: ticket.claimedBy,
    added: [...added].sort(),
    known: ticket.known,
    made: ticket.made,
    blocked: ticket.blocked,
  }));
}

/** The same, as it is. @param minutes how many have passed. */
export async function realLooks({ ground, guild, types, rooms, ids }: Real, minutes: number) {
  return Promise.all(
    ids.map(async (id): Promise<ReturnType<typeof modelLooks>[number]> => {
      const ticket = (await ground.tickets.find(guild, id))!;
      const closesAt = (await ground.closeRequests.waiting(id))?.closesAt;
      const added = (await ground.tickets.participants(id)).map(({ subject }) => subject).sort();
      return {
        creator: ticket.creator,
        closesAt: closesAt ? minutes + (closesAt.getTime() - ground.now().getTime()) / minute : null,
        type: types.indexOf(ticket.type),
        category: ticket.category ?? null,
        state: ticket.state,
        claimedBy: ticket.claimedBy ?? null,
        added,
        known: ticket.channel !== null,
        made: rooms.of(id) !== undefined,
        blocked: ticket.problem !== null,
      };
    }),
  );
}

/** Whether all that can be seen of the tickets is as the model says. */
export async function compare(model: Model, real: Real): Promise<void> {
  forgetWaiting(model);
  expect(await realLooks(real, model.minutes)).toEqual(modelLooks(model));
}

/** Nobody waits for an answer in a ticket that is not open. */
export function forgetWaiting({ tickets }: Model): void {
  for (const ticket of tickets) {
    if (ticket.state !== 'open') {
      Object.assign(ticket, { staffAt: null, guestAt: null, closesAt: null });
    }
  }
}
