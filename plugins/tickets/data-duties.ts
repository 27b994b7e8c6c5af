import type { DataDuties } from '@guildhall/sdk';
import { ControlMessage } from './entities/control-message.ts';
import { Counter } from './entities/counter.ts';
import { Happening } from './entities/happening.ts';
import { Participant } from './entities/participant.ts';
import { Ticket } from './entities/ticket.ts';
import { TicketType } from './entities/ticket-type.ts';
import { activeStates } from './ticket-states.ts';

/** Stands where a user was who asked to be forgotten. */
export const forgotten = 'forgotten';

/** Tickets stay as numbers without their people. One that is active is about its creator: they leave first. */
export const dataDuties: DataDuties = {
  async forgetGuild(em, guild) {
    const tickets = await em.find(Ticket, { guild }, { fields: ['id'] });
    await em.nativeDelete(Participant, { ticket: { $in: tickets.map(({ id }) => id) } });
    await em.nativeDelete(Happening, { guild });
    await em.nativeDelete(ControlMessage, { guild });
    await em.nativeDelete(Ticket, { guild });
    await em.nativeDelete(TicketType, { guild });
    await em.nativeDelete(Counter, { guild });
  },

  async forgetUser(em, user) {
    const own = { creator: user, state: { $nin: [...activeStates] } };
    await em.nativeUpdate(Ticket, own, { creator: forgotten, subject: null, closeReason: null });
    await em.nativeUpdate(Ticket, { claimedBy: user, state: { $ne: 'open' } }, { claimedBy: forgotten });
    await em.nativeUpdate(Ticket, { closedBy: user }, { closedBy: forgotten });
    await em.nativeUpdate(Happening, { actor: user }, { actor: forgotten });
    await em.nativeUpdate(Happening, { from: user }, { from: forgotten });
    await em.nativeUpdate(Happening, { to: user }, { to: forgotten });
    await em.nativeUpdate(Participant, { addedBy: user }, { addedBy: forgotten });
    await em.nativeDelete(Participant, { subject: user });
  },

  async exportUser(em, user) {
    const tickets = await em.find(Ticket, { creator: user });
    const worked = await em.find(Ticket, { $or: [{ claimedBy: user }, { closedBy: user }] });
    const done = await em.find(Happening, { actor: user });
    const added = await em.find(Participant, { subject: user });
    return {
      tickets: tickets.map(({ requestKey: _, ...row }) => ({ ...row })),
      worked: worked.map(({ id, guild, number, state }) => ({ id, guild, number, state })),
      done: done.map((row) => ({ ...row })),
      added: added.map((row) => ({ ...row })),
    };
  },
};
