import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Picture } from '../entities/picture.ts';
import { bob, eve, type Ground, guild, onEveryDatabase } from './ground.ts';

/** A picture of which a few bits look different. */
const picture = (hash: string, look: string) => ({
  bytes: Buffer.from(hash),
  hash: hash.padEnd(43, '-'),
  look: look.padStart(16, '0'),
});

async function showing(ground: Ground, hash: string, look: string, buyer: string = eve): Promise<string> {
  const { product, method } = await ground.stocked(1);
  const { id } = (await ground.ask({ product, method, buyer })).unwrap();
  (await ground.review.submit(guild, id, buyer, { picture: picture(hash, look) })).unwrap();
  return id;
}

onEveryDatabase((test) => {
  test('P1: other orders that showed the same picture are found, and those whose picture looks the same', async (ground) => {
    const first = await showing(ground, 'a', 'ff00');
    expect(await ground.proofs.twins(guild, first)).toEqual([]);
    const same = await showing(ground, 'a', 'ff00');
    // Six bits are others; of the last one seven are.
    const alike = await showing(ground, 'b', 'ff3f', bob);
    await showing(ground, 'c', 'ff7f00000000ff00', bob);
    const found = (await ground.proofs.twins(guild, first)).toSorted(
      (a, b) => Number(b.same) - Number(a.same),
    );
    expect(found).toEqual([
      { order: same, same: true },
      { order: alike, same: false },
    ]);
  });

  test('P2: a proof without a text or a picture is none; what is refused keeps no picture', async (ground) => {
    const { product, method } = await ground.stocked(1);
    const { id } = (await ground.ask({ product, method })).unwrap();
    expect(codeOf(await ground.review.submit(guild, id, eve, { text: ' ' }))).toBe('no-proof');
    const shown = { text: 'x'.repeat(301), picture: picture('a', 'ff') };
    expect(codeOf(await ground.review.submit(guild, id, eve, shown))).toBe('proof-length');
    expect(codeOf(await ground.review.submit(guild, id, bob, { picture: picture('a', 'ff') }))).toBe(
      'not-yours',
    );
    expect(await ground.all(Picture)).toEqual([]);
  });
});
