import { err, ok, type Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Attachment } from './entities/attachment.ts';
import type { Order } from './entities/order.ts';
import type { Orders } from './orders.ts';

/** A file where it lies on Discord. */
export type FileRef = Pick<Attachment, 'id' | 'name' | 'size' | 'channel' | 'message'>;

/** The files that belong to orders, as references: Discord keeps the files, in their messages. */
export class Files {
  readonly #context: Context;
  readonly #orders: Orders;

  constructor(context: Context, orders: Orders) {
    this.#context = context;
    this.#orders = orders;
  }

  /** Adds files to an order. Those that it has already stay as they are. @returns the order, or why there is none. */
  async attach(
    guild: string,
    typed: string,
    files: readonly FileRef[],
    by: string,
  ): Promise<Result<Order, Refusal>> {
    const found = await this.#orders.find(guild, typed);
    if (found.isErr()) {
      return err(found.unwrapErr());
    }
    const order = found.unwrap();
    const fresh = await unknown(this.#context.database.read(), order.id, files);
    if (fresh.length === 0) {
      return ok(order);
    }
    return this.#orders.change(guild, order.id, by, async (seen, em) => {
      const { clock } = this.#context;
      const added = await unknown(em, seen.id, files);
      await em.insertMany(
        Attachment,
        added.map((file) => ({ ...file, order: seen.id, guild, addedBy: by, addedAt: clock.now() })),
      );
      const names = added.map(({ name }) => name).join('\n');
      return { change: {}, happened: [{ kind: 'attached', to: names }] };
    });
  }
}

/** Those that the order does not have yet. */
async function unknown(em: EntityManager, order: string, files: readonly FileRef[]): Promise<FileRef[]> {
  const ofOrder = { order, id: { $in: files.map(({ id }) => id) } };
  const known = await em.find(Attachment, ofOrder, { fields: ['id'] });
  const ids = new Set(known.map(({ id }) => id));
  return files
    .filter(({ id }) => !ids.has(id))
    .map(({ id, name, size, channel, message }) => ({ id, name, size, channel, message }));
}
