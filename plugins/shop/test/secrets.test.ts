import { expect } from 'vitest';
import { Deliverable } from '../entities/deliverable.ts';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import { eve, type Ground, guild, minutes, onEveryDatabase, sam, secret } from './ground.ts';

/** Buys something, pays, and has it approved. */
async function bought(ground: Ground, product: string, method: string): Promise<string> {
  const { id } = await ground.submitted({ product, method });
  (await ground.review.approve(guild, id, sam)).unwrap();
  return id;
}

onEveryDatabase((test) => {
  test(
    'S7: what is sold, however it came, is sealed in all tables, and in no audit line, job, event, log or table of sales',
    async (ground) => {
      const logged: unknown[] = [];
      for (const level of ['debug', 'info', 'warn', 'error'] as const) {
        ground.context.logger[level] = (...said: unknown[]) => void logged.push(said);
      }
      const { delivery, products, refunds, sending, stock, withdrawals } = ground;
      const { product, method } = await ground.stocked(4);
      const text = await ground.addProduct({ supply: 'text', text: secret(50) });
      const hand = await ground.addProduct({ supply: 'hand' });
      const file = { name: 'guide.pdf', bytes: Buffer.from(secret(51)) };
      const files = await ground.addProduct({ supply: 'file', kind: 'file', file });

      const first = await bought(ground, product, method);
      await sending.failed(await ground.now(first), 'Discord: 500');
      (await delivery.reveal(guild, first, eve)).unwrap();
      (await delivery.inspect(guild, first, sam)).unwrap();
      (await delivery.replace(guild, first, 1, sam, 'bad')).unwrap();
      const { version } = await ground.now(first);
      (await refunds.refund(guild, first, { by: sam, reason: 'kind', version })).unwrap();
      (await stock.import(guild, product, [secret(1), secret(60)], sam)).unwrap();
      (await withdrawals.withdraw(guild, product, { contents: [secret(4)] }, sam)).unwrap();
      (await products.edit(guild, text.id, { text: secret(52) }, sam)).unwrap();
      await bought(ground, text.id, method);
      await bought(ground, files.id, method);
      const byHand = await bought(ground, hand.id, method);
      (await delivery.fill(guild, byHand, secret(53), sam)).unwrap();
      (await delivery.reveal(guild, byHand, eve)).unwrap();
      ground.advance(minutes(1));

      const entities = plugin.definition.entities!;
      const rows = await Promise.all(entities.map((entity) => ground.all(entity as unknown as typeof Order)));
      const sheets: string[] = [];
      const time = (at: Date) => at.toISOString();
      const wish = { guild, period: 'all', timeZone: 'UTC', time, sheet: 'Sales' } as const;
      for await (const part of ground.salesExport.parts('csv', wish)) {
        sheets.push('text' in part ? part.text : '');
      }
      const jobs = [...ground.jobs.values()];
      const all = JSON.stringify([rows, ground.audit, ground.events, jobs, logged, sheets]);
      expect(all).toContain(first);
      expect(sheets.join()).toContain(first);
      // Both as it is and as files are kept before they are sealed.
      for (const written of ['CANARY', Buffer.from('CANARY').toString('base64').slice(0, 8)]) {
        expect(all).not.toContain(written);
      }
      // It was all there: its buyers read it.
      const ids = [...new Set((await ground.all(Deliverable)).map(({ order }) => order))];
      const contents = (await Promise.all(ids.map((id) => delivery.contents(id)))).flat();
      const read = contents.map((one) => one.file?.bytes.toString() ?? one.text);
      expect(read.sort()).toEqual([secret(1), secret(2), secret(51), secret(52), secret(53)].sort());
    },
    { openOrders: 20 },
  );
});
