import { Blocks } from './blocks.ts';
import { Changes } from './changes.ts';
import { Checkout } from './checkout.ts';
import type { Context } from './context.ts';
import { Coupons } from './coupons.ts';
import { Delivery } from './delivery.ts';
import { followersOf } from './followers.ts';
import { Ledger } from './ledger.ts';
import { Methods } from './methods.ts';
import { Orders } from './orders.ts';
import { Products } from './products.ts';
import { Proofs } from './proofs.ts';
import { Rates } from './rates.ts';
import { Refunds } from './refunds.ts';
import { Review } from './review.ts';
import { reviewCards } from './review-cards.ts';
import { RoleGrants } from './role-grants.ts';
import { Sending } from './sending.ts';
import { Stock } from './stock.ts';

/** Builds the domain: each part once, on the same ground. */
export function partsOf(context: Context) {
  const cards = reviewCards(context);
  const changes = new Changes(context, followersOf(context, cards));
  const stock = new Stock(context);
  const coupons = new Coupons(context);
  const rates = new Rates(context);
  const orders = new Orders(context);
  const proofs = new Proofs(context);
  const ledger = new Ledger(context);
  const roles = new RoleGrants(context, changes);
  const delivery = new Delivery(context, changes, orders, stock, roles);
  return {
    cards,
    stock,
    coupons,
    rates,
    orders,
    proofs,
    ledger,
    delivery,
    roles,
    sending: new Sending(context, changes, orders),
    products: new Products(context),
    methods: new Methods(context),
    blocks: new Blocks(context),
    checkout: new Checkout(context, changes, stock, coupons, rates),
    review: new Review(context, { changes, orders, proofs, stock, coupons, ledger, delivery }),
    refunds: new Refunds(changes, orders, ledger, delivery),
  };
}

export type Parts = ReturnType<typeof partsOf>;
