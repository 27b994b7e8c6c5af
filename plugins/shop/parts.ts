import { BlockList, Sealing } from '@guildhall/sdk';
import { Products } from './catalogue/products.ts';
import type { Context } from './context.ts';
import { Coupons } from './coupons/coupons.ts';
import { Delivery } from './delivery/delivery.ts';
import { Preparation } from './delivery/preparation.ts';
import { RoleGrants } from './delivery/role-grants.ts';
import { Sending } from './delivery/sending.ts';
import { Block } from './entities/block.ts';
import { Changes } from './orders/changes.ts';
import { Checkout } from './orders/checkout.ts';
import { Erasures } from './orders/erasures.ts';
import { followersOf } from './orders/followers.ts';
import { purchaseMessages, reviewCards, vouchMessages as vouchMessagesOf } from './orders/order-messages.ts';
import { Orders } from './orders/orders.ts';
import { PurchaseLog } from './orders/purchase-log.ts';
import { Vouches } from './orders/vouches.ts';
import { Methods } from './payment/methods.ts';
import { Rates } from './payment/rates.ts';
import { Bookings } from './review/bookings.ts';
import { Ledger } from './review/ledger.ts';
import { NamedTransactions } from './review/named-transactions.ts';
import { Proofs } from './review/proofs.ts';
import { Refunds } from './review/refunds.ts';
import { Reminders } from './review/reminders.ts';
import { Review } from './review/review.ts';
import { ReviewCards } from './review/review-cards.ts';
import { Sales } from './sales/sales.ts';
import { SalesCharts } from './sales/sales-charts.ts';
import { SalesExport } from './sales/sales-export.ts';
import { sealedColumns } from './sealed-columns.ts';
import { ApprovalRule } from './sources/approval-rule.ts';
import { paymentReports } from './sources/payment-reports.ts';
import { RateRounds } from './sources/rate-rounds.ts';
import { Sightings } from './sources/sightings.ts';
import { SourceKeys } from './sources/source-keys.ts';
import { Stock } from './stock/stock.ts';
import { Waiters } from './stock/waiters.ts';
import { Withdrawals } from './stock/withdrawals.ts';

/** Builds the domain: each part once, on the same ground. */
export function partsOf(context: Context) {
  const cards = reviewCards(context);
  const staffCards = new ReviewCards(context, cards);
  const purchaseLog = new PurchaseLog(context, purchaseMessages(context));
  const vouchMessages = vouchMessagesOf(context);
  const changes = new Changes(context, followersOf(context, cards, purchaseLog));
  const sales = new Sales(context);
  const waiters = new Waiters(context);
  const stock = new Stock(context, waiters);
  const coupons = new Coupons(context);
  const rates = new Rates(context);
  const orders = new Orders(context);
  const namedTransactions = new NamedTransactions(context, changes, cards);
  const proofs = new Proofs(context, namedTransactions);
  const ledger = new Ledger(context);
  const roleGrants = new RoleGrants(context, changes);
  const delivery = new Delivery(context, changes, orders, stock, roleGrants);
  const sightings = new Sightings(context, changes, cards);
  const erasures = new Erasures(changes, stock, coupons);
  const bookings = new Bookings(context, { changes, orders, stock, coupons, ledger });
  const review = new Review(context, { changes, orders, proofs, stock, coupons, ledger, delivery });
  return {
    cards,
    staffCards,
    reminders: new Reminders(context),
    purchaseLog,
    vouchMessages,
    vouches: new Vouches(context, vouchMessages),
    stock,
    sealing: new Sealing(context, sealedColumns(context.vault)),
    withdrawals: new Withdrawals(context, waiters),
    waiters,
    coupons,
    rates,
    rateRounds: new RateRounds(context, rates),
    orders,
    proofs,
    namedTransactions,
    ledger,
    delivery,
    roleGrants,
    preparation: new Preparation(context),
    sending: new Sending(context, changes, orders),
    products: new Products(context, waiters),
    methods: new Methods(context),
    blocks: new BlockList(Block, context),
    checkout: new Checkout(context, { changes, stock, coupons, rates, delivery }),
    review,
    bookings,
    changes,
    erasures,
    sightings,
    rule: new ApprovalRule(context, orders, review, sightings),
    reports: paymentReports(context, sightings, rates),
    sourceKeys: new SourceKeys(context),
    sales,
    salesExport: new SalesExport(context, sales),
    salesCharts: new SalesCharts(context),
    refunds: new Refunds(changes, orders, ledger, delivery),
  };
}

export type Parts = ReturnType<typeof partsOf>;
