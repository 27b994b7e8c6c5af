import { randomBytes } from 'node:crypto';
import { definePlugin, shortId } from '@guildhall/sdk';
import { dataDutiesOf } from './data-duties.ts';
import { shopChecks } from './effects/checks.ts';
import { doubtSettings } from './effects/doubt.ts';
import { rolesOf } from './effects/roles-of.ts';
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
import { RateAnswer } from './entities/rate-answer.ts';
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
import { partsOf } from './parts.ts';
import { serviceOf } from './service.ts';
import { settings } from './settings.ts';
import { WebRates } from './sources/web-rates.ts';
import { webhookSource } from './sources/webhook-source.ts';

export default definePlugin({
  name: 'shop',
  settings,
  entities: [
    Product,
    StockItem,
    Order,
    Deliverable,
    Proof,
    NamedTransaction,
    Picture,
    LedgerEntry,
    Happening,
    Method,
    Rate,
    RateAnswer,
    Sighting,
    SourceKey,
    Coupon,
    CouponUse,
    Block,
    ReviewCard,
    Reminder,
    RoleGrant,
    PurchaseMessage,
    Vouch,
    VouchEdit,
    VouchMessage,
    GoodsFile,
    Waiter,
  ],
  provides: ['shop'],
  uses: { optional: ['tickets'] },
  capabilities: {
    buy: { default: 'everyone' },
    /** Say what is sold, for how much, and fill the stock. */
    products: { default: 'administrators' },
    /** Say where buyers send their money: whoever may can send it anywhere. */
    methods: { default: 'owner' },
    /** See what was sold, and get the ledger. */
    sales: { default: 'owner' },
    /** Look at payments, approve and reject them, see orders. */
    review: { default: 'staff' },
    /** Take a payment from somebody of staff who looks at it. */
    'take-over': { default: 'administrators' },
    /** Say who may not buy. */
    block: { default: 'staff' },
    /** Make things cheaper. */
    coupons: { default: 'administrators' },
    /** Write down that money went back, or was taken back. */
    refund: { default: 'staff' },
    /** Read what a buyer got: the audit log says who did. */
    contents: { default: 'administrators' },
  },
  // Who comes back to the server, which messages are deleted.
  intents: ['GuildMembers', 'GuildMessages'],
  permissions: [
    'ViewChannel',
    'SendMessages',
    'EmbedLinks',
    'AttachFiles',
    'ReadMessageHistory',
    'ManageRoles',
  ],
  checks: shopChecks,
  data: dataDutiesOf,
  setup: (host) => {
    const { database, jobs, audit, clock, logger, logFolder, vault, rateSource, scope } = host;
    const parts = partsOf({
      database,
      jobs,
      audit,
      clock,
      logger,
      logFolder,
      vault,
      settings: (guild) => host.settings(guild),
      rolesOf: (guild, user) => rolesOf(host.client, guild, user),
      timeZoneOf: async (guild) => (await host.texts.ofGuild(guild)).timeZone,
      rateSource: rateSource && new WebRates(rateSource, scope.signal),
      newId: shortId,
      randomBytes,
    });
    host.provide('shop', serviceOf(parts));
    // While the feature was off, nobody saw who came back and what was deleted.
    host.onSettings(doubtSettings);
    webhookSource(host, parts.sourceKeys).begin(parts.reports);
    return parts;
  },
});
