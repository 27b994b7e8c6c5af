import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** How long before it is closed for silence a creator is warned where nobody chose another time, in minutes. */
export const usualWarning = 60;

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
    /** Whether a ticket is a channel of its own or a private thread. */
    mode: p.string().length(8).$type<'channel' | 'thread'>().default('channel'),
    /** The text channel for threads; null: a channel that suits. */
    threadParent: p.string().length(20).nullable(),
    /** How channels are called, such as `ticket-{number}`. */
    namePattern: p.string().length(90),
    welcome: p.text(),
    /** How many active tickets of this type one person may have. */
    perPerson: p.integer(),
    /** How many active tickets of this type there may be, of all people together; 0: any number. */
    perType: p.integer().default(0),
    /** How long after somebody opened one they may open the next one, in minutes. */
    cooldown: p.integer().default(0),
    /** Ids of roles that members need to open one; none: everybody may. */
    requiredRoles: p.json<string[]>().onCreate(() => []),
    /** Whether one of them is enough. */
    requiredMode: p.string().length(3).$type<'any' | 'all'>().default('any'),
    /** Ids of roles whose members may not open one. */
    refusedRoles: p.json<string[]>().onCreate(() => []),
    /** How long staff wait for an answer before its creator is reminded, in minutes; 0: they are not. */
    remindAfter: p.integer().default(0),
    /** How long staff wait for an answer before it is closed, in minutes; 0: it is not. */
    closeAfter: p.integer().default(0),
    /** How long before that its creator is warned, in minutes: nobody is closed unwarned. */
    warnBefore: p.integer().default(usualWarning),
    /** What happens when its creator leaves the server. */
    onLeave: p.string().length(8).$type<'nothing' | 'warn' | 'close'>().default('nothing'),
    /** How long after that it is closed, in minutes. */
    leaveGrace: p.integer().default(0),
    /** How long somebody waits for staff before they are called, in minutes; 0: they are not. */
    pingAfter: p.integer().default(0),
    /** Whether that goes for every message that is not answered, or for the first one only. */
    pingLater: p.boolean().default(false),
    /** How long after that other roles are called, in minutes; 0: they are not. */
    escalateAfter: p.integer().default(0),
    escalateRoles: p.json<string[]>().onCreate(() => []),
    /** When staff are there: see `hours.ts`. Empty: always. */
    hours: p.string().length(400).default(''),
    /** The zone of those hours, as an IANA name; empty: the guild's. */
    hoursZone: p.string().length(60).default(''),
    /** Days on which nobody is there: see `hours.ts`. */
    holidays: p.string().length(400).default(''),
    /** What happens to those who open one at another time. */
    outside: p.string().length(8).$type<'nothing' | 'warn' | 'block'>().default('nothing'),
    /** Whether the timers above count only the hours in which staff are there. */
    timersPause: p.boolean().default(false),
    /** Whether its creator is asked how it was when it is closed. */
    askRating: p.boolean().default(false),
    removedAt: p.datetime(3).nullable(),
    version: p.integer(),
    /** `<guild>:<name in small letters>` while it is there. */
    nameKey: p.string().length(64).nullable().unique(),
  },
});
export type TicketType = InferEntity<typeof TicketType>;
