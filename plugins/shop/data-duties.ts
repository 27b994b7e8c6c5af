import { type DataDuties, forgotten, veilBlocks } from '@guildhall/sdk';
import { Block } from './entities/block.ts';
import { Coupon } from './entities/coupon.ts';
import { CouponUse } from './entities/coupon-use.ts';
import { Deliverable } from './entities/deliverable.ts';
import { GoodsFile } from './entities/goods-file.ts';
import { Happening } from './entities/happening.ts';
import { LedgerEntry } from './entities/ledger-entry.ts';
import { Method } from './entities/method.ts';
import { Order } from './entities/order.ts';
import { Picture } from './entities/picture.ts';
import { Product } from './entities/product.ts';
import { Proof } from './entities/proof.ts';
import { PurchaseMessage } from './entities/purchase-message.ts';
import { Rate } from './entities/rate.ts';
import { ReviewCard } from './entities/review-card.ts';
import { RoleGrant } from './entities/role-grant.ts';
import { Sighting } from './entities/sighting.ts';
import { SourceKey } from './entities/source-key.ts';
import { StockItem } from './entities/stock-item.ts';
import { Vouch } from './entities/vouch.ts';
import { VouchEdit } from './entities/vouch-edit.ts';
import { VouchMessage } from './entities/vouch-message.ts';
import { Waiter } from './entities/waiter.ts';
import { openPayments } from './order-states.ts';
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
  Picture,
  Product,
  PurchaseMessage,
  Proof,
  Rate,
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
  purchaseLog,
  salesCharts,
  vouchMessages,
}: Pick<Parts, 'purchaseLog' | 'salesCharts' | 'vouchMessages'>): DataDuties => ({
  async forgetGuild(em, guild) {
    for (const entity of all) {
      await em.nativeDelete(entity as typeof Order, { guild });
    }
    await salesCharts.forget(em, guild);
  },

  async forgetUser(em, user) {
    const bought = await em.find(Order, { buyer: user }, { disableIdentityMap: true });
    const orders = bought.map(({ id }) => id);
    await em.nativeDelete(Proof, { buyer: user, transactionKey: null });
    // A transaction was used, whoever used it: otherwise they could be forgotten and pay with it once more.
    await em.nativeUpdate(
      Proof,
      { buyer: user },
      { buyer: forgotten, text: null, transaction: null, picture: null },
    );
    await em.nativeDelete(Picture, { order: { $in: orders } });
    await em.nativeUpdate(Sighting, { order: { $in: orders } }, { transaction: null });
    await em.nativeDelete(Deliverable, { order: { $in: orders } });
    await em.nativeDelete(RoleGrant, { user });
    await em.nativeDelete(Waiter, { user });
    // Their stars count on; what they wrote goes, also where everybody reads it.
    await em.nativeDelete(VouchEdit, { order: { $in: orders } });
    await em.nativeUpdate(Vouch, { buyer: user }, { buyer: forgotten, text: '' });
    await em.nativeUpdate(Vouch, { answeredBy: user }, { answeredBy: forgotten });
    for (const { id: order, guild, capturedAt } of bought) {
      await vouchMessages.changed(em, { guild, order });
      await purchaseLog.follow(em, { id: order, guild, capturedAt });
    }
    // Whoever is gone pays no more; what was kept for them is for others.
    const open = { buyer: user, payment: { $in: [...openPayments] } };
    const waiting = await em.find(Order, open, { fields: ['id'], disableIdentityMap: true });
    const waitingIds = waiting.map(({ id }) => id);
    await em.nativeUpdate(
      StockItem,
      { order: { $in: waitingIds }, state: 'reserved' },
      { state: 'available', order: null },
    );
    await em.nativeUpdate(Order, open, { payment: 'cancelled', fulfilment: 'released', slotKey: null });
    await em.nativeUpdate(CouponUse, { order: { $in: waitingIds } }, { releasedAt: new Date(0) });
    await em.nativeUpdate(Order, { buyer: user }, { buyer: forgotten, slotKey: null });
    await em.nativeUpdate(Order, { reviewer: user }, { reviewer: null, reviewUntil: null });
    await em.nativeUpdate(Order, { firstYes: user }, { firstYes: forgotten });
    await em.nativeUpdate(Order, { approvedBy: user }, { approvedBy: forgotten });
    await em.nativeUpdate(Happening, { actor: user }, { actor: forgotten });
    await em.nativeUpdate(LedgerEntry, { actor: user }, { actor: forgotten });
    await em.nativeUpdate(CouponUse, { buyer: user }, { buyer: forgotten });
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
      proofs: proofs.map(({ transactionKey: _, ...row }) => ({ ...row })),
      done: done.map((row) => ({ ...row })),
      coupons: uses.map((row) => ({ ...row })),
      blocks: blocks.map(({ guild, reason, at }) => ({ guild, reason, at })),
      roles: roles.map((row) => ({ ...row })),
      waitsFor: waits.map((row) => ({ ...row })),
      vouches: vouches.map((row) => ({ ...row })),
      booked: booked.map((row) => ({ ...row })),
      seen: seen.map(({ key: _, ...row }) => ({ ...row })),
    };
  },
});
