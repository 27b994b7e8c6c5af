import { type DataDuties, forgotten } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Attachment } from './entities/attachment.ts';
import { Customer } from './entities/customer.ts';
import { Happening, type HappeningKind } from './entities/happening.ts';
import { Order } from './entities/order.ts';
import { StatusMessage } from './entities/status-message.ts';
import { Step } from './entities/step.ts';
import type { Parts } from './parts.ts';
import type { ShownOrder } from './status-messages.ts';

/** What old and new values tell of customers; steps, prices and dates tell nothing of them. */
const aboutPeople = ['details', 'customer', 'attached'] as const satisfies readonly HappeningKind[];

/** Orders stay as numbers without their people. What an open order asks for stays: somebody still works on it. */
export const dataDutiesOf = ({ status }: Pick<Parts, 'status'>): DataDuties => ({
  async forgetGuild(em, guild) {
    await em.nativeDelete(Order, { guild });
    await em.nativeDelete(Happening, { guild });
    await em.nativeDelete(Attachment, { guild });
    await em.nativeDelete(Customer, { guild });
    await em.nativeDelete(Step, { guild });
    await em.nativeDelete(StatusMessage, { guild });
  },

  async forgetUser(em, user) {
    const shown = await messagesNaming(em, user);
    const bought = await em.find(Order, { customer: user }, { fields: ['id', 'state', 'details'] });
    for (const { id, state, details } of bought) {
      const kept = state === 'open' ? details : '-';
      const anonymous = { customer: null, customerName: forgotten, details: kept };
      await em.nativeUpdate(Order, { id }, { ...anonymous, searchable: `${id}\n${kept}`.toLowerCase() });
      // Old details, old names and what staff noted about the customer.
      await em.nativeUpdate(Happening, { order: id }, { text: null });
      await em.nativeUpdate(
        Happening,
        { order: id, kind: { $in: [...aboutPeople] } },
        { from: null, to: null },
      );
      await em.nativeDelete(Attachment, { order: id });
    }
    await em.nativeUpdate(Order, { createdBy: user }, { createdBy: forgotten });
    await em.nativeUpdate(Order, { assignee: user }, { assignee: null });
    await em.nativeUpdate(Order, { closedBy: user }, { closedBy: forgotten });
    await em.nativeUpdate(Happening, { actor: user }, { actor: forgotten });
    await em.nativeUpdate(Happening, { from: user }, { from: forgotten });
    await em.nativeUpdate(Happening, { to: user }, { to: forgotten });
    await em.nativeUpdate(Attachment, { addedBy: user }, { addedBy: forgotten });
    await em.nativeDelete(Customer, { user });
    await status.manyChanged(em, shown);
  },

  async exportUser(em, user) {
    const bought = await em.find(Order, { customer: user });
    const worked = await em.find(Order, {
      $or: [{ createdBy: user }, { assignee: user }, { closedBy: user }],
    });
    const done = await em.find(Happening, { actor: user });
    const attached = await em.find(Attachment, { addedBy: user });
    const wishes = await em.find(Customer, { user });
    return {
      orders: bought.map(({ searchable: _, requestKey: __, ...row }) => ({ ...row })),
      worked: worked.map(({ id, guild, state, createdAt, closedAt }) => ({
        id,
        guild,
        state,
        createdAt,
        closedAt,
      })),
      done: done.map((row) => ({ ...row })),
      attachments: attached.map((row) => ({ ...row })),
      wishes: wishes.map((row) => ({ ...row })),
    };
  },
});

/** The status messages that name somebody. */
async function messagesNaming(em: EntityManager, user: string): Promise<ShownOrder[]> {
  const naming = { $or: [{ customer: user }, { assignee: user }, { createdBy: user }, { closedBy: user }] };
  const orders = await em.find(Order, naming, { fields: ['id'], disableIdentityMap: true });
  const ids = orders.map(({ id }) => id);
  const messages = await em.find(
    StatusMessage,
    { order: { $in: ids }, message: { $ne: null } },
    { disableIdentityMap: true },
  );
  return messages.map(({ guild, order }) => ({ guild, order }));
}
