import { afterEach, expect, test } from 'vitest';
import { noPostgres } from '../../stage/stage-database.ts';
import { type PadsStage, startPads } from './pads-stage.ts';

let pads: PadsStage | undefined;
afterEach(() => pads?.stage.stop());

test.for(['sqlite', 'postgres'] as const)(
  'of 200 who book a pad at the same moment one gets it, and each of the others is told who, on %s',
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
    const replies = await pads.atOneMoment(() =>
      Promise.all(
        crowd.map((host) => host.slash('/training', { pad: 7, starts: 'now' }, { timeout: 60_000 })),
      ),
    );

    // An answer that takes long comes in the place of Discord's "is thinking", which goes a moment before.
    await guild.until(() => replies.every(({ text }) => text !== ''));
    const told = (text: string) => replies.filter((reply) => reply.text.includes(text));
    const won = told('Pad 7 is yours');
    const lost = told(`Pad 7 is taken by @${won[0]?.person.name} until `);
    expect(replies.filter((reply) => ![...won, ...lost].includes(reply)).map(({ text }) => text)).toEqual([]);
    expect([won.length, lost.length]).toEqual([1, 199]);
    const winner = won[0]!.person;
    expect(await pads.sessions()).toMatchObject([{ pad: 7, host: winner.id, end_reason: null }]);
  },
);
