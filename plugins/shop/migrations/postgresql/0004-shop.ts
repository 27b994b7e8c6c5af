import { Migration } from '@mikro-orm/migrations';

export class Shop extends Migration {
  override up(): void {
    this.addSql(
      `create table "shop__rate_answer" ("coin" varchar(8) not null, "currency" varchar(3) not null, "source" varchar(16) not null, "price" varchar(40) null, "at" timestamptz(3) null, "trouble" varchar(12) null, "detail" varchar(60) not null, "failures" int not null, "next_at" timestamptz(3) not null, primary key ("coin", "currency"))`,
    );
  }
}
