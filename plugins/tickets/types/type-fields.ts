import { type Field, fieldsOf, setting } from '@guildhall/sdk';
import { z } from 'zod';
import { hoursLimit } from '../automation/hours.ts';
import { type TicketType, usualWarning } from '../entities/ticket-type.ts';

/** Roles that work on one type, and roles that are called when nobody answers. */
export const staffRoleLimit = 20;
export const calledRoleLimit = 10;

/** The longest time that a timer of a type takes, in minutes. */
const longest = 60 * 24 * 60;

/**
 * What an administrator decides about a type, by the sections of the screen: at most seven fields each. A field is
 * called as its column of {@link TicketType}; its texts are `type-fields.<name>`, those of a section
 * `type-sections.<section>`.
 */
const sections = {
  look: {
    name: setting.text({ default: '', min: 1, max: 40 }),
    emoji: setting.text({ default: '', max: 64 }),
    welcome: setting.text({ default: '', max: 2000, long: true }),
  },
  staff: {
    staffRoles: setting.roles({ max: staffRoleLimit }),
  },
  rooms: {
    mode: setting.choice(['channel', 'thread'], { default: 'channel' }),
    namePattern: setting.text({ default: 'ticket-{number}', min: 1, max: 90 }),
    openCategory: setting.channel({ kinds: ['category'] }),
    closedCategory: setting.channel({ kinds: ['category'] }),
    threadParent: setting.channel({ kinds: ['text'] }),
  },
  limits: {
    perPerson: setting.number({ default: 1, min: 1, max: 20 }),
    perType: setting.number({ default: 0, min: 0, max: 1000 }),
    cooldown: setting.duration({ default: 0, min: 0, max: 60 * 24 * 60 }),
    requiredRoles: setting.roles({ max: 20 }),
    requiredMode: setting.choice(['any', 'all'], { default: 'any' }),
    refusedRoles: setting.roles({ max: 20 }),
  },
  silence: {
    remindAfter: setting.duration({ default: 0, min: 0, max: longest }),
    warnBefore: setting.duration({ default: usualWarning, min: 1, max: longest }),
    closeAfter: setting.duration({ default: 0, min: 0, max: longest }),
    onLeave: setting.choice(['nothing', 'warn', 'close'], { default: 'nothing' }),
    leaveGrace: setting.duration({ default: 0, min: 0, max: longest }),
  },
  calls: {
    pingAfter: setting.duration({ default: 0, min: 0, max: longest }),
    pingLater: setting.toggle({ default: false }),
    escalateAfter: setting.duration({ default: 0, min: 0, max: longest }),
    escalateRoles: setting.roles({ max: calledRoleLimit }),
  },
  hours: {
    hours: setting.text({ default: '', max: hoursLimit }),
    hoursZone: setting.text({ default: '', max: 60 }),
    holidays: setting.text({ default: '', max: hoursLimit }),
    outside: setting.choice(['nothing', 'warn', 'block'], { default: 'nothing' }),
    timersPause: setting.toggle({ default: false }),
  },
  rating: {
    askRating: setting.toggle({ default: false }),
  },
} as const satisfies Readonly<Record<string, Partial<Record<keyof TicketType, z.ZodType>>>>;

export type TypeSection = keyof typeof sections;

export const typeSections = Object.keys(sections) as TypeSection[];

type Whole = { readonly [S in TypeSection]: (typeof sections)[S] }[TypeSection];

/** The names of all fields. */
export type TypeFieldName = Whole extends infer S ? (S extends object ? keyof S & string : never) : never;

/** Some fields of a type with new values. */
export type TypePatch = Partial<Pick<TicketType, TypeFieldName>>;

/** The fields of a section, in order. */
export const fieldsIn = (section: TypeSection): Field[] =>
  fieldsOf(z.object(sections[section]), 'type-fields');

/** A field, and where it stands. @returns undefined for one that is not there any more. */
export function typeField(
  name: string,
): { readonly field: Field; readonly section: TypeSection } | undefined {
  for (const section of typeSections) {
    const field = fieldsIn(section).find((one) => one.name === name);
    if (field) {
      return { field, section };
    }
  }
  return undefined;
}
