import { afterEach, expect, test } from 'vitest';
import { noPostgres } from '../../stage/stage-database.ts';
import { type PadsStage, startPads } from './pads-stage.ts';

let pads: PadsStage | undefined;
afterEach(() => pads?.stage.stop());

test.for(['sqlite', 'postgres'] as const)(
  'of 200 who book a pad at the same moment one gets it, and each of the others is told who, on %s',
  { timeout: 60_000 },
  async (database, { skip }) => {
    const missing = database === 'postgres' && (await noPostgres());
    if (missing) {
      skip(missing);
    }
    pads = await startPads({ database });
    const { guild } = pads;
    const crowd = Array.from({ length: 200 }, (_, index) =>
      guild.member(`host${index}`, { roles: ['Staff'] }),
    );
    const replies = await Promise.all(
      crowd.map((host) => host.slash('/training', { pad: 7, starts: 'now' })),
    );

    const won = replies.filter(({ text }) => text.includes('Pad 7 is yours'));
    expect(won).toHaveLength(1);
    const winner = won[0]!.person;
    const lost = replies.filter(({ text }) => text.includes(`Pad 7 is taken by @${winner.name} until `));
    expect(lost).toHaveLength(199);
    expect(await pads.sessions()).toMatchObject([{ pad: 7, host: winner.id, end_reason: null }]);
  },
);
