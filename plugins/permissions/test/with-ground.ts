import { afterEach, describe, test as plain } from 'vitest';
import { dialects, type Ground, groundOn } from './ground.ts';

type Body = (ground: Ground) => Promise<void>;

/** Runs the tests of `body` on every database. A server that is not there skips them, and says so. */
export function onEveryDatabase(body: (test: (name: string, run: Body) => void) => void) {
  describe.each(dialects)('%s', (dialect) => {
    let ground: Ground | undefined;
    afterEach(() => ground?.stop());
    body((name, run) => {
      plain(name, async ({ skip }) => {
        ground = await groundOn(dialect);
        return ground ? run(ground) : skip('no PostgreSQL: set TEST_POSTGRES_URL');
      });
    });
  });
}
