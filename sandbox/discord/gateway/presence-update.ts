import type { Presence, Status } from '../state/presence.ts';
import { isAbsent, isInteger, isObject } from './frame.ts';

/** What a client may set, and what others see of it. Source: Discord's docs, "Status Types". */
const SHOWN: Readonly<Record<string, Status>> = {
  online: 'online',
  idle: 'idle',
  dnd: 'dnd',
  invisible: 'offline',
  offline: 'offline',
};

/** Fields of an activity that a bot can set. */
const ACTIVITY_FIELDS = ['name', 'type', 'state', 'url'] as const;

/** Reads op 3, or the presence of an identify; undefined when Discord closes with 4002. @param now Unix milliseconds. */
export function readPresence(d: unknown, now: number): Presence | undefined {
  if (!isObject(d) || typeof d.status !== 'string' || !Object.hasOwn(SHOWN, d.status)) return undefined;
  if (!isAbsent(d.since) && !Number.isFinite(d.since)) return undefined;
  if (!isAbsent(d.afk) && typeof d.afk !== 'boolean') return undefined;
  const activities = isAbsent(d.activities) ? [] : d.activities;
  if (!Array.isArray(activities) || !activities.every(isActivity)) return undefined;
  const status = SHOWN[d.status]!;
  return {
    status,
    activities:
      status === 'offline' ? [] : activities.map((activity) => ({ ...pick(activity), created_at: now })),
  };
}

function isActivity(value: unknown): value is Record<string, unknown> {
  return (
    isObject(value) &&
    typeof value.name === 'string' &&
    (value.type === undefined || isInteger(value.type)) &&
    [value.state, value.url].every((text) => isAbsent(text) || typeof text === 'string')
  );
}

function pick(activity: Record<string, unknown>): Record<string, unknown> {
  const set = ACTIVITY_FIELDS.filter((field) => !isAbsent(activity[field]));
  return { type: 0, ...Object.fromEntries(set.map((field) => [field, activity[field]])) };
}
