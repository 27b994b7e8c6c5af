import { afterAll, beforeAll, describe, test as plain } from 'vitest';

interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Runs the tests of `body` on PostgreSQL, all on one ground: a database takes longer to make than a race takes. Where there
 * is no server they are skipped, and say so.
 */
export function races<G extends Stoppable>(
  groundOf: () => Promise<G | undefined>,
  body: (test: (name: string, run: (ground: G) => Promise<void>) => void) => void,
): void {
  describe('races on PostgreSQL', () => {
    let ground: G | undefined;
    beforeAll(async () => {
      ground = await groundOf();
    });
    afterAll(() => ground?.stop());
    body((name, run) => {
      plain(name, ({ skip }) => (ground ? run(ground) : skip('no PostgreSQL: set TEST_POSTGRES_URL')));
    });
  });
}
