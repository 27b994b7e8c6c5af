import { changeAll, type DataDuties, forgotten, type PersonalData, veilBlocks } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Activity } from './entities/activity.ts';
import { Block } from './entities/block.ts';
import { CloseRequest } from './entities/close-request.ts';
import { ControlMessage } from './entities/control-message.ts';
import { Counter } from './entities/counter.ts';
import { Happening } from './entities/happening.ts';
import { Label } from './entities/label.ts';
import { Note } from './entities/note.ts';
import { OverflowCategory } from './entities/overflow-category.ts';
import { Panel } from './entities/panel.ts';
import { PanelMessage } from './entities/panel-message.ts';
import { Participant } from './entities/participant.ts';
import { Post } from './entities/post.ts';
import { Purge } from './entities/purge.ts';
import { Rating } from './entities/rating.ts';
import { ServerStaff } from './entities/server-staff.ts';
import { Sign } from './entities/sign.ts';
import { Ticket } from './entities/ticket.ts';
import { TicketLabel } from './entities/ticket-label.ts';
import { TicketType } from './entities/ticket-type.ts';
import { Timer } from './entities/timer.ts';
import { formDuties } from './forms/data-duties.ts';
import type { Parts } from './parts.ts';
import { type OwnTicket, ownTickets } from './ticket/own-tickets.ts';

/** What one part of the plugin does of it. */
export interface PartDuties extends Omit<DataDuties, 'forgetUser'> {
  /** @param own the tickets that go with the user. */
  forgetUser(em: EntityManager, user: string, own: readonly OwnTicket[]): Promise<void>;
}

/** Tickets stay as numbers without their people. One that is active is about its creator: they leave first. */
const ticketDuties: PartDuties = {
  async forgetGuild(em, guild) {
    const tickets = await em.find(Ticket, { guild }, { fields: ['id'] });
    await em.nativeDelete(Participant, { ticket: { $in: tickets.map(({ id }) => id) } });
    await em.nativeDelete(Happening, { guild });
    await em.nativeDelete(ControlMessage, { guild });
    await em.nativeDelete(Note, { guild });
    await em.nativeDelete(CloseRequest, { guild });
    await em.nativeDelete(Post, { guild });
    await em.nativeDelete(Purge, { guild });
    await em.nativeDelete(ServerStaff, { guild });
    await em.nativeDelete(TicketLabel, { guild });
    await em.nativeDelete(Label, { guild });
    await em.nativeDelete(Activity, { guild });
    await em.nativeDelete(Timer, { guild });
    await em.nativeDelete(Rating, { guild });
    await em.nativeDelete(Ticket, { guild });
    await em.nativeDelete(TicketType, { guild });
    await em.nativeDelete(Counter, { guild });
    await em.nativeDelete(Block, { guild });
    await em.nativeDelete(PanelMessage, { guild });
    await em.nativeDelete(Panel, { guild });
    await em.nativeDelete(OverflowCategory, { guild });
    await em.nativeDelete(Sign, { guild });
  },

  async forgetUser(em, user, tickets) {
    const own = { id: { $in: tickets.map(({ id }) => id) }, creator: user };
    // The names of their channels may tell who they were: they are written anew when they are looked at next.
    await em.nativeDelete(Sign, { ticket: own.id });
    const words = { subject: null, closeReason: null, name: null, topic: null };
    await changeAll(em, Ticket, own, { creator: forgotten, ...words });
    await changeAll(em, Ticket, { claimedBy: user, state: { $ne: 'open' } }, { claimedBy: forgotten });
    await changeAll(em, Ticket, { closedBy: user }, { closedBy: forgotten });
    await changeAll(em, Ticket, { firstAnswerBy: user }, { firstAnswerBy: forgotten });
    // The stars stay in the numbers; the words were theirs.
    await em.nativeUpdate(Rating, { user }, { user: forgotten, comment: null });
    await em.nativeUpdate(CloseRequest, { by: user }, { by: forgotten, reason: null });
    await em.nativeUpdate(CloseRequest, { answeredBy: user }, { answeredBy: forgotten });
    await em.nativeUpdate(Purge, { by: user }, { by: forgotten });
    await em.nativeUpdate(Note, { author: user }, { author: forgotten });
    await em.nativeUpdate(Happening, { actor: user }, { actor: forgotten });
    await em.nativeUpdate(Happening, { from: user }, { from: forgotten });
    await em.nativeUpdate(Happening, { to: user }, { to: forgotten });
    await em.nativeUpdate(Participant, { addedBy: user }, { addedBy: forgotten });
    await em.nativeDelete(Participant, { subject: user });
    await veilBlocks(em, Block, user);
  },

  async exportUser(em, user) {
    const tickets = await em.find(Ticket, { creator: user });
    const worked = await em.find(Ticket, {
      $or: [{ claimedBy: user }, { closedBy: user }, { firstAnswerBy: user }],
    });
    const done = await em.find(Happening, { actor: user });
    const purges = await em.find(Purge, { by: user });
    const asked = await em.find(CloseRequest, { $or: [{ by: user }, { answeredBy: user }] });
    const notes = await em.find(Note, { author: user });
    const ratings = await em.find(Rating, { user });
    const added = await em.find(Participant, { subject: user });
    const blocked = await em.find(Block, { subject: user });
    return {
      tickets: tickets.map(({ requestKey: _, ...row }) => ({ ...row })),
      worked: worked.map(({ id, guild, number, state }) => ({ id, guild, number, state })),
      done: done.map((row) => ({ ...row })),
      purges: purges.map((row) => ({ ...row })),
      asked: asked.map((row) => ({ ...row })),
      notes: notes.map((row) => ({ ...row })),
      ratings: ratings.map((row) => ({ ...row })),
      added: added.map((row) => ({ ...row })),
      blocked: blocked.map((row) => ({ ...row })),
    };
  },
};

/** The duties of all parts, which forget the same tickets. */
export function dataDutiesOf({ transcriptErasures }: Pick<Parts, 'transcriptErasures'>): DataDuties {
  const parts: readonly PartDuties[] = [transcriptErasures, formDuties, ticketDuties];
  return {
    async forgetGuild(em, guild) {
      for (const part of parts) {
        await part.forgetGuild(em, guild);
      }
    },
    async forgetUser(em, user) {
      const own = await ownTickets(em, user);
      for (const part of parts) {
        await part.forgetUser(em, user, own);
      }
    },
    async exportUser(em, user) {
      let held: PersonalData = {};
      for (const part of parts) {
        held = { ...held, ...(await part.exportUser(em, user)) };
      }
      return held;
    },
  };
}
