import { expect } from 'vitest';
import { guild, onEveryDatabase, sam, tim } from './ground.ts';

const [help, news] = ['300000000000000008', '300000000000000009'] as const;

onEveryDatabase((test) => {
  test('of those who send a panel to a channel at the same moment, one puts it up', async ({ panels }) => {
    const sent = await Promise.all([sam, tim, sam, tim].map((by) => panels.send(guild, help, by)));
    expect(new Set(sent.map((one) => one.unwrap().id)).size).toBe(1);
    expect(await panels.of(guild)).toHaveLength(1);
  });

  test('a channel may have several; the first one comes to the bottom, and when it is gone, the next', async ({
    panels,
  }) => {
    const [one, two] = [
      (await panels.add(guild, help, sam)).unwrap(),
      (await panels.add(guild, help, sam)).unwrap(),
    ];
    expect((await panels.send(guild, help, sam)).unwrap().id).toBe(one.id);
    const seen = (await panels.find(guild, one.id))!.version;
    (await panels.change(guild, one.id, seen, { channel: news }, sam)).unwrap();
    expect((await panels.send(guild, help, sam)).unwrap().id).toBe(two.id);
    expect((await panels.send(guild, news, sam)).unwrap().id).toBe(one.id);
    (await panels.remove(guild, one.id, sam)).unwrap();
    expect((await panels.send(guild, news, sam)).unwrap().id).not.toBe(one.id);
  });
});
