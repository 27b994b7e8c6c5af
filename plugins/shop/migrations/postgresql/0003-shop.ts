import { Migration } from '@mikro-orm/migrations';

export class Shop extends Migration {
  override up(): void {
    this.addSql(`drop index "shop__order_guild_created_at_currency_payment_index"`);
    this.addSql(
      `create index "shop__order_guild_created_at_currency_payment_total_index" on "shop__order" ("guild", "created_at", "currency", "payment", "total")`,
    );
  }
}
