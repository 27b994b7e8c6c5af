import { flushOrConflict, Overtaken, Refusal, type Result } from '@guildhall/sdk';
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

  /**
   * Adds files to an order. Those that it has already stay as they are. @returns the order, or why not:
   * `nothing-changed` when it has all of them.
   */
  async attach(
    guild: string,
    typed: string,
    files: readonly FileRef[],
    by: string,
  ): Promise<Result<Order, Refusal>> {
    return this.#orders.change(guild, typed, by, async ({ id }, em) => {
      const added = await unknown(em, id, files);
      if (added.length === 0) {
        throw new Refusal('nothing-changed', { id });
      }
      const addedAt = this.#context.clock.now();
      for (const file of added) {
        em.create(Attachment, { ...file, order: id, guild, addedBy: by, addedAt });
      }
      if (await flushOrConflict(em)) {
        throw new Overtaken();
      }
      return { change: {}, happened: [{ kind: 'attached', to: added.map(({ name }) => name).join('\n') }] };
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
