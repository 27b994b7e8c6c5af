import { ALL_PERMISSIONS } from '../permissions.ts';
import { type FormPath, problem, refuseField } from './body/form-errors.ts';

/**
 * Reads a permission bit set: a number, or its decimal digits as text, which is how Discord's libraries send it. Bits
 * that Discord does not know fall away, as they do there.
 * @throws DiscordError 50035 when it is neither.
 */
export function readBits(value: unknown, path: FormPath): bigint {
  if (value === undefined || value === null) return 0n;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)
    return BigInt(value) & ALL_PERMISSIONS;
  if (typeof value === 'string' && /^\d{1,40}$/.test(value)) return BigInt(value) & ALL_PERMISSIONS;
  refuseField(path, ...problem.notANumber(value, 'int'));
}
