import type { Member, Reply } from '@guildhall/sandbox';
import { FeatureStage, type FeatureStageOptions, mayWrite, startFeature } from '../../stage/feature-stage.ts';
import type { Stage } from '../../stage/stage.ts';

/** A row of `shop__order`, as far as tests look at it. */
export interface OrderRow {
  readonly id: string;
  readonly buyer: string;
  readonly payment: string;
  readonly fulfilment: string;
  readonly total: number;
  readonly quantity: number;
}

/** The real bot with a shop in a server: Ada owns it, Sam and Tim are staff, Eve and Bob buy. */
export class ShopStage extends FeatureStage {
  readonly sam: Member;
  readonly tim: Member;
  readonly eve: Member;
  readonly bob: Member;

  constructor(stage: Stage) {
    super(stage, 'shop');
    const [sam, tim] = this.guild.members('sam', 'tim', { roles: ['Staff'] });
    this.sam = sam;
    this.tim = tim;
    this.eve = this.guild.member('eve');
    this.bob = this.guild.member('bob');
  }

  /** Sets the shop up as its owner does: a channel for payments, and a way to pay. */
  async open(): Promise<void> {
    await this.choose('reviewChannel', 'payments');
    await this.ada.slash('/payment-method add', { kind: 'other' });
    await this.ada.submit({ name: 'Bank', instructions: 'Send it to account 42.' });
  }

  /** Adds a product with items to sell. */
  async sells(name: string, items: readonly string[], price = '9.99'): Promise<void> {
    await this.ada.slash('/product add', { name, price });
    await this.ada.slash('/product stock', { product: name });
    await this.ada.submit({ items: items.join('\n') });
  }

  /** Orders a product, with a form where there is something to ask. @returns what the buyer was told. */
  async buys(by: Member, name: string, inputs: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const shop = await by.slash('/shop');
    const product = await by.select('Choose something', name, { on: shop });
    const answer = await by.click('Buy', { on: product });
    return answer.modal ? by.submit(inputs) : answer;
  }

  /** Says that an order is paid. */
  async pays(by: Member, order: Reply, transaction: string): Promise<Reply> {
    await by.click('I have paid', { on: order });
    return by.submit({ transaction });
  }

  /** Buys a product; Sam approves the payment. @returns the id of the order. */
  async getsApproved(by: Member, name: string, transaction: string): Promise<string> {
    await this.pays(by, await this.buys(by, name), transaction);
    const { id } = await this.stands(by, 'submitted', 'reserved');
    await this.sam.click('Approve', { on: await this.card(id) });
    return id;
  }

  /** All orders of this server, the oldest first. */
  orders(): Promise<OrderRow[]> {
    const sql = 'select * from shop__order where guild = ? order by created_at, id';
    return this.stage.database.rows<OrderRow>(sql, this.guild.id);
  }

  /** Waits until the newest order of somebody stands so. */
  async stands(by: Member, payment: string, fulfilment: string): Promise<OrderRow> {
    return this.ada.until(async () =>
      (await this.orders()).findLast(
        (order) => order.buyer === by.id && order.payment === payment && order.fulfilment === fulfilment,
      ),
    );
  }

  /** The card of an order in the channel for payments. */
  card(id: string) {
    return this.sam.until(() =>
      this.sam.sees('payments').messages.findLast(({ text }) => text.includes(`Payment of ${id}`)),
    );
  }
}

/** Starts the bot and switches the shop on, as an administrator does. */
export async function startShop(options: Partial<FeatureStageOptions> = {}): Promise<ShopStage> {
  const shop = await startFeature(
    'shop',
    '/shop',
    { permissions: [...mayWrite], channels: ['general', 'payments'], ...options },
    (stage) => new ShopStage(stage),
  );
  await shop.open();
  return shop;
}
