import { everyDatabase } from '../../../test/ground/every-database.ts';
import { type Ground, groundOn } from './ground.ts';

/** Runs the tests of `body` on every database. */
export const onEveryDatabase = (body: Parameters<typeof everyDatabase<Ground, object>>[1]): void =>
  everyDatabase(groundOn, body);
