import { Migration } from '@mikro-orm/migrations';

export class Shop extends Migration {
  override up(): void {
    this.addSql(
      'create table `shop__rate_answer` (`coin` text not null, `currency` text not null, `source` text not null, `price` text null, `at` datetime null, `trouble` text null, `detail` text not null, `failures` integer not null, `next_at` datetime not null, primary key (`coin`, `currency`))',
    );
  }
}
