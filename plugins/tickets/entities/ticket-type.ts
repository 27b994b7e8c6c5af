import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A kind of ticket that a guild offers. One that is taken away stays for the tickets that there are. */
export const TicketType = defineEntity({
  name: 'TicketType',
  indexes: [{ properties: ['guild', 'position'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    name: p.string().length(40),
    emoji: p.string().length(64).nullable(),
    /** Its place in menus, from 0. */
    position: p.integer(),
    /** Ids of roles that work on it. */
    staffRoles: p.json<string[]>(),
    /** The category for open tickets. */
    openCategory: p.string().length(20).nullable(),
    /** The category for closed ones; null: they stay where they are. */
    closedCategory: p.string().length(20).nullable(),
    /** How channels are called, such as `ticket-{number}`. */
    namePattern: p.string().length(90),
    welcome: p.text(),
    /** How many active tickets of this type one person may have. */
    perPerson: p.integer(),
    removedAt: p.datetime(3).nullable(),
    version: p.integer(),
    /** `<guild>:<name in small letters>` while it is there. */
    nameKey: p.string().length(64).nullable().unique(),
  },
});
export type TicketType = InferEntity<typeof TicketType>;
