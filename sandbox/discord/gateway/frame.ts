import { gatewayLimits } from '../limits.ts';
/** A payload from a client, its `d` not looked at yet. */
export interface Frame {
  readonly op: number;
  readonly d: unknown;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads what a client sent; undefined for what Discord closes with 4002. */
export function readFrame(raw: Buffer): Frame | undefined {
  if (raw.length > gatewayLimits.payloadInBytes) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw.toString());
  } catch {
    return undefined;
  }
  if (!isObject(parsed) || !isInteger(parsed.op)) return undefined;
  return { op: parsed.op, d: parsed.d };
}

/** Whether a value of a payload is a dictionary. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value of a payload is a whole number. */
export function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Whether an optional field is left out; clients send `null` for that as well. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
