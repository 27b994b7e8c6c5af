import { type DataDuties, forgotten, veilBlocks, veiled } from '@guildhall/sdk';
import { dropFile } from './catalogue/goods-files.ts';
import { Block } from './entities/block.ts';
import { Coupon } from './entities/coupon.ts';
import { CouponUse } from './entities/coupon-use.ts';
import { Deliverable } from './entities/deliverable.ts';
import { GoodsFile } from './entities/goods-file.ts';
import { Happening } from './entities/happening.ts';
import { LedgerEntry } from './entities/ledger-entry.ts';
import { Method } from './entities/method.ts';
import { NamedTransaction } from './entities/named-transaction.ts';
import { Order } from './entities/order.ts';
import { Picture } from './entities/picture.ts';
import { Product } from './entities/product.ts';
import { Proof } from './entities/proof.ts';
import { PurchaseMessage } from './entities/purchase-message.ts';
import { Rate } from './entities/rate.ts';
import { Reminder } from './entities/reminder.ts';
import { ReviewCard } from './entities/review-card.ts';
import { RoleGrant } from './entities/role-grant.ts';
import { Sighting } from './entities/sighting.ts';
import { SourceKey } from './entities/source-key.ts';
import { StockItem } from './entities/stock-item.ts';
import { Vouch } from './entities/vouch.ts';
import { VouchEdit } from './entities/vouch-edit.ts';
import { VouchMessage } from './entities/vouch-message.ts';
import { Waiter } from './entities/waiter.ts';
import type { Parts } from './parts.ts';

/** The orders first: their record and the ledger go only once they are gone. */
const all = [
  Order,
  Block,
  Coupon,
  CouponUse,
  Deliverable,
  Happening,
  LedgerEntry,
  Method,
  NamedTransaction,
  Picture,
  Product,
  PurchaseMessage,
  Proof,
  Rate,
  Reminder,
  ReviewCard,
  RoleGrant,
  Sighting,
  SourceKey,
  StockItem,
  Vouch,
  VouchEdit,
  VouchMessage,
  GoodsFile,
  Waiter,
] as const;

/**
 * What was sold stays as numbers, without its people: the money is the shop's own account. What they bought goes with
 * them, as do their proofs.
 */
export const dataDutiesOf = ({
  erasures,
  roleGrants,
  salesCharts,
  vouchMessages,
}: Pick<Parts, 'erasures' | 'roleGrants' | 'salesCharts' | 'vouchMessages'>): DataDuties => ({
  async forgetGuild(em, guild) {
    for (const entity of all) {
      await em.nativeDelete(entity as typeof Order, { guild });
    }
    await salesCharts.forget(em, guild);
  },

  async forgetUser(em, user) {
    const bought = await erasures.forget(em, user);
    const orders = bought.map(({ id }) => id);
    await em.nativeDelete(Proof, { buyer: user });
    await em.nativeDelete(NamedTransaction, { buyer: user, heldKey: null });
    // A transaction was used, whoever used it: otherwise they could be forgotten and pay with it once more.
    await em.nativeUpdate(NamedTransaction, { buyer: user }, { buyer: forgotten, transaction: null });
    await em.nativeDelete(Picture, { order: { $in: orders } });
    await em.nativeUpdate(Sighting, { order: { $in: orders } }, { transaction: null });
    const brought = { order: { $in: orders } };
    const files = await em.find(Deliverable, { ...brought, file: { $ne: null } }, { fields: ['file'] });
    await em.nativeDelete(Deliverable, brought);
    for (const id of new Set(files.map(({ file }) => file))) {
      await dropFile(em, id);
    }
    await roleGrants.forget(em, user);
    await em.nativeDelete(Waiter, { user });
    // Their stars count on; what they wrote goes, also where everybody reads it.
    await em.nativeDelete(VouchEdit, { order: { $in: orders } });
    await em.nativeUpdate(Vouch, { buyer: user }, { buyer: forgotten, text: '' });
    await em.nativeUpdate(Vouch, { answeredBy: user }, { answeredBy: forgotten });
    for (const { id: order, guild } of bought) {
      await vouchMessages.changed(em, { guild, order });
    }
    await em.nativeUpdate(Order, { reviewer: user }, { reviewer: null, reviewUntil: null });
    await em.nativeUpdate(Order, { firstYes: user }, { firstYes: forgotten });
    await em.nativeUpdate(Order, { approvedBy: user }, { approvedBy: forgotten });
    await em.nativeUpdate(Happening, { actor: user }, { actor: forgotten });
    await em.nativeUpdate(LedgerEntry, { actor: user }, { actor: forgotten });
    for (const { order, guild } of await em.find(CouponUse, { buyer: user }, { disableIdentityMap: true })) {
      await em.nativeUpdate(CouponUse, { order }, { buyer: veiled(guild, user) });
    }
    await em.nativeUpdate(Coupon, { createdBy: user }, { createdBy: forgotten });
    await em.nativeUpdate(StockItem, { addedBy: user }, { addedBy: forgotten });
    await em.nativeUpdate(Order, { rateBy: user }, { rateBy: forgotten });
    await em.nativeUpdate(SourceKey, { by: user }, { by: forgotten });
    await em.nativeUpdate(Rate, { by: user }, { by: forgotten });
    await veilBlocks(em, Block, user);
    await salesCharts.forget(em);
  },

  async exportUser(em, user) {
    const orders = await em.find(Order, { buyer: user });
    const proofs = await em.find(Proof, { buyer: user });
    const named = await em.find(NamedTransaction, { buyer: user });
    const done = await em.find(Happening, { actor: user });
    const uses = await em.find(CouponUse, { buyer: user });
    const blocks = await em.find(Block, { subject: user });
    const roles = await em.find(RoleGrant, { user });
    const waits = await em.find(Waiter, { user });
    const vouches = await em.find(Vouch, { buyer: user });
    const booked = await em.find(LedgerEntry, { actor: user });
    const seen = await em.find(Sighting, { order: { $in: orders.map(({ id }) => id) } });
    return {
      orders: orders.map(({ requestKey: _, slotKey: __, ...row }) => ({ ...row })),
      proofs: proofs.map((row) => ({ ...row })),
      transactions: named.map(({ key: _, heldKey: __, ...row }) => ({ ...row })),
      done: done.map((row) => ({ ...row })),
      coupons: uses.map((row) => ({ ...row })),
      blocks: blocks.map(({ guild, reason, at }) => ({ guild, reason, at })),
      roles: roles.map((row) => ({ ...row })),
      waitsFor: waits.map((row) => ({ ...row })),
      vouches: vouches.map((row) => ({ ...row })),
      booked: booked.map((row) => ({ ...row })),
      seen: seen.map(({ transactionKey: _, outputKey: __, ...row }) => ({ ...row })),
    };
  },
});
