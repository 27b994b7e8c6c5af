import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { chooseSetting } from '../../stage/settings-screen.ts';
import { type Stage, type StageOptions, startStage } from '../../stage/stage.ts';

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
  readonly version: number;
}

/** What the invite of the README asks for. */
export const invited = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'UseExternalEmojis',
  'ManageMessages',
] as const;

/** The real bot with orders switched on in a server: Ada owns it, Sam and Tim are staff, Eve is a member. */
export class OrdersStage {
  readonly stage: Stage;
  readonly guild: SandboxGuild;
  readonly ada: Member;
  readonly sam: Member;
  readonly tim: Member;
  readonly eve: Member;

  constructor(stage: Stage) {
    this.stage = stage;
    this.guild = stage.guild('Test');
    const [sam, tim] = this.guild.members('sam', 'tim', { roles: ['Staff'] });
    this.ada = this.guild.owner;
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

  /** Sets a channel or role, or types a number or names, on the screen of `/settings`. */
  choose(field: string, value: string): Promise<void> {
    return chooseSetting(this.ada, 'orders', field, value);
  }

  /** Moves the clock forward, in ms, and waits until the bot goes by it. */
  async advance(ms: number): Promise<void> {
    const { clock, bot } = this.stage;
    clock.advance(ms);
    const wanted = clock.now();
    await this.ada.until(async () => Date.parse((await bot.status()).time) >= wanted);
  }
}

/** Starts the bot and switches orders on, as an administrator does. */
export async function startOrders(options: StageOptions = {}): Promise<OrdersStage> {
  const stage = await startStage({
    plugins: ['orders'],
    ...options,
    before: async (stage) => {
      const guild = stage.guild('Test', {
        owner: 'ada',
        permissions: invited,
        channels: ['general', 'order-status', 'other'],
      });
      guild.createRole('Staff', { permissions: ['ManageMessages'] });
      await options.before?.(stage);
    },
  });
  try {
    const orders = new OrdersStage(stage);
    await orders.ada.until(() => orders.ada.commands().includes('/features enable'));
    await orders.ada.slash('/features enable', { feature: 'orders' });
    await orders.sam.until(() => orders.sam.commands().includes('/order new'));
    return orders;
  } catch (error) {
    await stage.stop();
    throw error;
  }
}
