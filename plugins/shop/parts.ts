import { BlockList } from '@guildhall/sdk';
import { ApprovalRule } from './approval-rule.ts';
import { Changes } from './changes.ts';
import { Checkout } from './checkout.ts';
import type { Context } from './context.ts';
import { Coupons } from './coupons.ts';
import { Delivery } from './delivery.ts';
import { Block } from './entities/block.ts';
import { followersOf } from './followers.ts';
import { Ledger } from './ledger.ts';
import { Methods } from './methods.ts';
import { purchaseMessages, reviewCards, vouchMessages as vouchMessagesOf } from './order-messages.ts';
import { Orders } from './orders.ts';
import { paymentReports } from './payment-reports.ts';
import { Products } from './products.ts';
import { Proofs } from './proofs.ts';
import { PurchaseLog } from './purchase-log.ts';
import { Rates } from './rates.ts';
import { Refunds } from './refunds.ts';
import { Review } from './review.ts';
import { RoleGrants } from './role-grants.ts';
import { Sales } from './sales.ts';
import { SalesCharts } from './sales-charts.ts';
import { SalesExport } from './sales-export.ts';
import { Sending } from './sending.ts';
import { Sightings } from './sightings.ts';
import { SourceKeys } from './source-keys.ts';
import { Stock } from './stock.ts';
import { Vouches } from './vouches.ts';
import { Waiters } from './waiters.ts';
import { Withdrawals } from './withdrawals.ts';

/** Builds the domain: each part once, on the same ground. */
export function partsOf(context: Context) {
  const cards = reviewCards(context);
  const purchaseLog = new PurchaseLog(context, purchaseMessages(context));
  const vouchMessages = vouchMessagesOf(context);
  const changes = new Changes(context, followersOf(context, cards, purchaseLog));
  const sales = new Sales(context);
  const waiters = new Waiters(context);
  const stock = new Stock(context, waiters);
  const coupons = new Coupons(context);
  const rates = new Rates(context);
  const orders = new Orders(context);
  const proofs = new Proofs(context);
  const ledger = new Ledger(context);
  const roleGrants = new RoleGrants(context, changes);
  const delivery = new Delivery(context, changes, orders, stock, roleGrants);
  const sightings = new Sightings(context, changes, cards);
  const review = new Review(context, { changes, orders, proofs, stock, coupons, ledger, delivery });
  return {
    cards,
    purchaseLog,
    vouchMessages,
    vouches: new Vouches(context, vouchMessages),
    stock,
    withdrawals: new Withdrawals(context, waiters),
    waiters,
    coupons,
    rates,
    orders,
    proofs,
    ledger,
    delivery,
    roleGrants,
    sending: new Sending(context, changes, orders),
    products: new Products(context),
    methods: new Methods(context),
    blocks: new BlockList(Block, context),
    checkout: new Checkout(context, changes, stock, coupons, rates),
    review,
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
