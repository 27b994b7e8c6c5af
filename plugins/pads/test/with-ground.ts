import { everyDatabase } from '../../../test/ground/every-database.ts';
import type { PadSettings } from '../settings.ts';
import { type Ground, groundOn } from './ground.ts';

/** Runs the tests of `body` on every database. */
export const onEveryDatabase = (
  body: Parameters<typeof everyDatabase<Ground, Partial<PadSettings>>>[1],
): void => everyDatabase(groundOn, body);
