import { Migration } from '@mikro-orm/migrations';

export class Shop extends Migration {
  override up(): void {
    this.addSql(`alter table "shop__role_grant" add "held_before" boolean not null default false`);
  }
}
