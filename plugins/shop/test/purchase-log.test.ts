import { expect } from 'vitest';
import { PurchaseMessage } from '../entities/purchase-message.ts';
import { channel, guild, onEveryDatabase, otherGuild } from './ground.ts';

onEveryDatabase((test) => {
  test('C1: all messages of the purchase log are looked at, the newest first, however many there are', async (ground) => {
    const count = 450;
    await ground.context.database.transaction(async (em) => {
      for (let index = 0; index < count; index += 1) {
        const message = String(1_400_000_000_000_000_000n + BigInt(index));
        em.create(PurchaseMessage, {
          order: `order ${index}`,
          guild,
          channel,
          message,
          mark: `mark ${index}`,
        });
      }
      em.create(PurchaseMessage, { order: 'not made yet', guild, channel });
      em.create(PurchaseMessage, { order: 'elsewhere', guild: otherGuild, channel, message: '1' });
      await em.flush();
    });
    const seen: string[] = [];
    for (let before: string | undefined; ; ) {
      const rows = await ground.purchaseLog.some(guild, before);
      if (rows.length === 0) {
        break;
      }
      seen.push(...rows.map(({ order }) => order));
      before = rows.at(-1)!.message!;
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => `order ${count - 1 - index}`));
  });
});
