import { afterEach, describe, test as plain } from 'vitest';
import type { Dialect } from '../../src/data/connection.ts';
import { dialects } from '../../tools/tables.ts';

interface Stoppable {
  stop(): Promise<void>;
}

/** Declares a test. @param chosen settings that the guild of the test has chosen. */
type Declare<G, C> = (name: string, run: (ground: G) => Promise<void>, chosen?: C) => void;

/** Runs the tests of `body` on every database. A server that is not there skips them, and says so. */
export function everyDatabase<G extends Stoppable, C extends object>(
  groundOn: (dialect: Dialect, chosen: C) => Promise<G | undefined>,
  body: (test: Declare<G, C>) => void,
): void {
  describe.each(dialects)('%s', (dialect) => {
    let ground: G | undefined;
    afterEach(() => ground?.stop());
    body((name, run, chosen) => {
      plain(name, async ({ skip }) => {
        ground = await groundOn(dialect, { ...chosen } as C);
        return ground ? run(ground) : skip('no PostgreSQL: set TEST_POSTGRES_URL');
      });
    });
  });
}
