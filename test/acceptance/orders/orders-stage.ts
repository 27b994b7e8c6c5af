import type { Member } from '@guildhall/sandbox';
import { FeatureStage, mayWrite, startFeature } from '../../stage/feature-stage.ts';
import type { Stage, StageOptions } from '../../stage/stage.ts';

/** A row of `orders__order`, as far as tests look at it. */
export interface OrderRow {
  readonly id: string;
  readonly state: 'open' | 'completed' | 'cancelled';
  readonly step: string;
  readonly customer: string | null;
  readonly customer_name: string;
  readonly details: string;
  readonly channel: string;
  readonly assignee: string | null;
  readonly price: number | null;
  readonly currency: string | null;
  readonly version: number;
}

/** The real bot with orders switched on in a server: Ada owns it, Sam and Tim are staff, Eve is a member. */
export class OrdersStage extends FeatureStage {
  readonly sam: Member;
  readonly tim: Member;
  readonly eve: Member;

  constructor(stage: Stage) {
    super(stage, 'orders');
    const [sam, tim] = this.guild.members('sam', 'tim', { roles: ['Staff'] });
    this.sam = sam;
    this.tim = tim;
    this.eve = this.guild.member('eve');
  }

  /** Makes an order by slash command. @returns its id. */
  async make(inputs: Readonly<Record<string, string>> = {}, by = this.sam): Promise<string> {
    const made = await by.slash('/order new', { customer: 'Bob', details: 'A red house', ...inputs });
    const id = /ORD-[0-9A-Z]{7}-[0-9A-Z]{6}/.exec(made.text)?.[0];
    if (!id) {
      throw new Error(`no order was made: ${made.text}`);
    }
    return id;
  }

  /** All orders of this server, the oldest first. */
  orders(): Promise<OrderRow[]> {
    const sql = 'select * from orders__order where guild = ? order by created_at, id';
    return this.stage.database.rows<OrderRow>(sql, this.guild.id);
  }

  async order(id: string): Promise<OrderRow | undefined> {
    return (await this.orders()).find((row) => row.id === id);
  }
}

/** Starts the bot and switches orders on, as an administrator does. */
export function startOrders(options: StageOptions = {}): Promise<OrdersStage> {
  return startFeature(
    'orders',
    '/order new',
    { permissions: mayWrite, channels: ['general', 'order-status', 'other'], ...options },
    (stage) => new OrdersStage(stage),
  );
}
