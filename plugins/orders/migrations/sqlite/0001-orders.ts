import { Migration } from '@mikro-orm/migrations';

export class Orders extends Migration {
  override up(): void {
    this.addSql(
      'create table `orders__attachment` (`order` text not null, `id` text not null, `guild` text not null, `name` text not null, `size` integer not null, `channel` text not null, `message` text not null, `added_by` text not null, `added_at` datetime not null, primary key (`order`, `id`))',
    );
    this.addSql('create index `orders__attachment_guild_index` on `orders__attachment` (`guild`)');
    this.addSql(
      'create table `orders__customer` (`guild` text not null, `user` text not null, `tell` integer not null, primary key (`guild`, `user`))',
    );
    this.addSql('create index `orders__customer_user_index` on `orders__customer` (`user`)');
    this.addSql(
      'create table `orders__happening` (`id` text not null primary key, `order` text not null, `guild` text not null, `version` integer not null, `kind` text not null, `at` datetime not null, `actor` text not null, `from` text null, `to` text null, `text` text null)',
    );
    this.addSql('create index `orders__happening_actor_index` on `orders__happening` (`actor`)');
    this.addSql('create index `orders__happening_guild_at_index` on `orders__happening` (`guild`, `at`)');
    this.addSql(
      'create unique index `orders__happening_order_version_kind_unique` on `orders__happening` (`order`, `version`, `kind`)',
    );
    this.addSql(
      'create table `orders__order` (`id` text not null primary key, `guild` text not null, `state` text not null, `step` text not null, `customer` text null, `customer_name` text not null, `details` text not null, `channel` text not null, `price` bigint null, `currency` text null, `due_at` datetime null, `reminders` integer not null default 0, `assignee` text null, `created_by` text not null, `created_at` datetime not null, `source` text not null, `closed_by` text null, `closed_at` datetime null, `close_reason` text null, `version` integer not null, `request_key` text null, `searchable` text not null)',
    );
    this.addSql('create index `orders__order_assignee_index` on `orders__order` (`assignee`)');
    this.addSql('create unique index `orders__order_request_key_unique` on `orders__order` (`request_key`)');
    this.addSql(
      'create index `orders__order_guild_state_created_at_index` on `orders__order` (`guild`, `state`, `created_at`)',
    );
    this.addSql('create index `orders__order_guild_customer_index` on `orders__order` (`guild`, `customer`)');
    this.addSql(
      'create index `orders__order_guild_closed_at_index` on `orders__order` (`guild`, `closed_at`)',
    );
    this.addSql('create index `orders__order_state_due_at_index` on `orders__order` (`state`, `due_at`)');
    this.addSql(
      'create table `orders__status_message` (`order` text not null primary key, `guild` text not null, `channel` text null, `message` text null, `mark` text null, `shown` text null, `edited_at` datetime null, `seen_at` datetime null, `trouble` text null)',
    );
    this.addSql('create index `orders__status_message_guild_index` on `orders__status_message` (`guild`)');
    this.addSql(
      'create index `orders__status_message_message_index` on `orders__status_message` (`message`)',
    );
    this.addSql(
      'create table `orders__step` (`guild` text not null, `id` text not null, `name` text null, `position` integer not null, primary key (`guild`, `id`))',
    );
  }
}
