import type { Member, SandboxGuild, ShownMessage } from '@guildhall/sandbox';
import { Lane, type LaneGround } from '../lane.ts';

/** A row of `shop__order`, as far as the trials look at it. */
export interface OrderRow {
  readonly id: string;
  readonly payment: string;
  readonly fulfilment: string;
  readonly captured: number;
  readonly refunded: number;
  readonly delivery: number;
  readonly problem: string | null;
}

/** What is sold in a lane, and the sign by which its contents are known. */
export const goods = {
  key: 'Golden Key',
  badge: 'Gold Badge',
  pass: 'Day Pass',
  portrait: 'Portrait',
} as const;

export const secretOf = (number: number) => `CANARY-${String(number).padStart(3, '0')}`;

/** A server in which one order at a time is tried. */
export class ShopLane extends Lane {
  /** Of staff. */
  readonly sam: Member;
  readonly rows: LaneGround['rows'];
  #guests = 0;
  #buyer: Member | undefined;

  constructor(guild: SandboxGuild, { rows }: LaneGround) {
    super(guild);
    this.rows = rows;
    guild.createRole('Staff', { permissions: ['ManageMessages'] });
    this.sam = guild.member(`sam of ${guild.name}`, { roles: ['Staff'] });
  }

  override begin(): void {
    super.begin();
    this.#guests += 1;
    this.#buyer = this.guild.member(`guest ${this.#guests} of ${this.guild.name}`);
  }

  /** Whoever buys what is tried now. */
  get buyer(): Member {
    return this.#buyer!;
  }

  override isAbout(user: string): boolean {
    return user === this.#buyer?.id;
  }

  /** The order of the buyer: one, if all is well. */
  async order(): Promise<OrderRow | undefined> {
    const { guild, buyer } = this;
    const sql = 'select * from shop__order where guild = ? and buyer = ?';
    return (await this.rows<OrderRow>(sql, guild.id, buyer.id))[0];
  }

  /** Whether something was done to the order, as its record says. */
  async recorded(action: string): Promise<boolean> {
    const order = await this.order();
    const sql = 'select 1 from shop__happening where "order" = ? and action = ?';
    return order !== undefined && (await this.rows(sql, order.id, action)).length > 0;
  }

  /** Orders something, and says that it is paid. */
  async orders(product: keyof typeof goods): Promise<void> {
    const { buyer } = this;
    const offered = await buyer.select('Choose something', goods[product], {
      on: await buyer.slash('/shop'),
    });
    await buyer.click('Buy', { on: offered });
    await buyer.click('I have paid', { on: await buyer.submit({}) });
    await buyer.submit({ transaction: `paid by ${buyer.name}` });
  }

  /** What staff click on the card of the order. */
  async clickOnCard(label: string): Promise<unknown> {
    const { id } = (await this.order())!;
    return this.sam.click(label, { on: this.cardsOf(id).at(-1)! });
  }

  /** The cards of an order for staff: one, if all is well. */
  cardsOf(id: string): ShownMessage[] {
    return this.said('payments', `Payment of ${id}`);
  }

  /** Messages of a channel that have a text in them. */
  said(channel: string, text: string): ShownMessage[] {
    return this.sam
      .sees(channel)
      .messages.filter((message) => !message.ephemeral && message.text.includes(text));
  }

  /** The direct messages that somebody has of the bot. */
  letters(member: Member): readonly ShownMessage[] {
    return member.dms(this.guild.bots[0]!).messages;
  }
}
