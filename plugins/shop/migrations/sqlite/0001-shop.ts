import { Migration } from '@mikro-orm/migrations';

export class Shop extends Migration {
  override up(): void {
    this.addSql(
      'create table `shop__block` (`guild` text not null, `subject` text not null, `kind` text not null, `reason` text null, `until` datetime null, `by` text not null, `at` datetime not null, primary key (`guild`, `subject`))',
    );
    this.addSql('create index `shop__block_subject_index` on `shop__block` (`subject`)');
    this.addSql(
      'create table `shop__coupon` (`id` text not null primary key, `guild` text not null, `code` text not null, `percent` integer null, `amount` bigint null, `currency` text null, `product` text null, `uses` integer null, `per_buyer` integer null, `ends_at` datetime null, `created_by` text not null, `created_at` datetime not null, `removed_at` datetime null, `code_key` text null)',
    );
    this.addSql('create index `shop__coupon_guild_index` on `shop__coupon` (`guild`)');
    this.addSql('create unique index `shop__coupon_code_key_unique` on `shop__coupon` (`code_key`)');
    this.addSql(
      'create table `shop__coupon_use` (`order` text not null primary key, `guild` text not null, `coupon` text not null, `buyer` text not null, `used_at` datetime not null, `released_at` datetime null)',
    );
    this.addSql('create index `shop__coupon_use_guild_index` on `shop__coupon_use` (`guild`)');
    this.addSql('create index `shop__coupon_use_buyer_index` on `shop__coupon_use` (`buyer`)');
    this.addSql(
      'create index `shop__coupon_use_coupon_released_at_index` on `shop__coupon_use` (`coupon`, `released_at`)',
    );
    this.addSql(
      'create table `shop__deliverable` (`id` text not null primary key, `guild` text not null, `order` text not null, `number` integer not null, `item` text null, `file` text null, `content` text null, `state` text not null, `shown_at` datetime null, `added_at` datetime not null)',
    );
    this.addSql('create index `shop__deliverable_guild_index` on `shop__deliverable` (`guild`)');
    this.addSql('create unique index `shop__deliverable_item_unique` on `shop__deliverable` (`item`)');
    this.addSql('create index `shop__deliverable_file_index` on `shop__deliverable` (`file`)');
    this.addSql(
      'create index `shop__deliverable_order_number_index` on `shop__deliverable` (`order`, `number`)',
    );
    this.addSql(
      'create table `shop__goods_file` (`id` text not null primary key, `guild` text not null, `product` text not null, `name` text not null, `content` text not null, `at` datetime not null)',
    );
    this.addSql('create index `shop__goods_file_guild_index` on `shop__goods_file` (`guild`)');
    this.addSql('create index `shop__goods_file_product_index` on `shop__goods_file` (`product`)');
    this.addSql(
      'create table `shop__happening` (`id` text not null primary key, `order` text not null, `guild` text not null, `version` integer not null, `action` text not null, `at` datetime not null, `actor` text not null, `from` text null, `to` text not null, `reason` text null)',
    );
    this.addSql('create index `shop__happening_actor_index` on `shop__happening` (`actor`)');
    this.addSql('create index `shop__happening_guild_at_index` on `shop__happening` (`guild`, `at`)');
    this.addSql(
      'create unique index `shop__happening_order_version_unique` on `shop__happening` (`order`, `version`)',
    );
    this.addSql(
      'create trigger `shop__happening_update_trigger` BEFORE UPDATE on `shop__happening` for each ROW begin select raise(abort, \'rows of shop__happening stay as they are\') where old."id" is distinct from new."id" or old."order" is distinct from new."order" or old."guild" is distinct from new."guild" or old."version" is distinct from new."version" or old."action" is distinct from new."action" or old."at" is distinct from new."at" or old."from" is distinct from new."from" or old."to" is distinct from new."to" or old."reason" is distinct from new."reason" or (old."actor" is distinct from new."actor" and new."actor" is distinct from \'forgotten\'); end',
    );
    this.addSql(
      'create trigger `shop__happening_delete_trigger` BEFORE DELETE on `shop__happening` for each ROW begin select raise(abort, \'rows of shop__happening stay as they are\') where exists (select 1 from "shop__order" where "id" = old."order"); end',
    );
    this.addSql(
      'create table `shop__ledger_entry` (`id` text not null primary key, `guild` text not null, `order` text not null, `kind` text not null, `amount` bigint not null, `currency` text not null, `product` text not null, `method` text not null, `actor` text not null, `at` datetime not null, `quarter` integer not null)',
    );
    this.addSql('create index `shop__ledger_entry_order_index` on `shop__ledger_entry` (`order`)');
    this.addSql('create index `shop__ledger_entry_actor_index` on `shop__ledger_entry` (`actor`)');
    this.addSql('create index `shop__ledger_entry_guild_at_index` on `shop__ledger_entry` (`guild`, `at`)');
    this.addSql(
      'create trigger `shop__ledger_entry_update_trigger` BEFORE UPDATE on `shop__ledger_entry` for each ROW begin select raise(abort, \'rows of shop__ledger_entry stay as they are\') where old."id" is distinct from new."id" or old."guild" is distinct from new."guild" or old."order" is distinct from new."order" or old."kind" is distinct from new."kind" or old."amount" is distinct from new."amount" or old."currency" is distinct from new."currency" or old."product" is distinct from new."product" or old."method" is distinct from new."method" or old."at" is distinct from new."at" or old."quarter" is distinct from new."quarter" or (old."actor" is distinct from new."actor" and new."actor" is distinct from \'forgotten\'); end',
    );
    this.addSql(
      'create trigger `shop__ledger_entry_delete_trigger` BEFORE DELETE on `shop__ledger_entry` for each ROW begin select raise(abort, \'rows of shop__ledger_entry stay as they are\') where exists (select 1 from "shop__order" where "id" = old."order"); end',
    );
    this.addSql(
      'create table `shop__method` (`id` text not null primary key, `guild` text not null, `name` text not null, `kind` text not null, `address` text null, `instructions` text not null, `created_at` datetime not null, `removed_at` datetime null, `version` integer not null, `name_key` text null)',
    );
    this.addSql('create index `shop__method_guild_index` on `shop__method` (`guild`)');
    this.addSql('create unique index `shop__method_name_key_unique` on `shop__method` (`name_key`)');
    this.addSql(
      'create table `shop__named_transaction` (`id` text not null primary key, `guild` text not null, `order` text not null, `buyer` text not null, `transaction` text null, `key` text not null, `held_key` text null, `at` datetime not null)',
    );
    this.addSql('create index `shop__named_transaction_guild_index` on `shop__named_transaction` (`guild`)');
    this.addSql('create index `shop__named_transaction_buyer_index` on `shop__named_transaction` (`buyer`)');
    this.addSql('create index `shop__named_transaction_key_index` on `shop__named_transaction` (`key`)');
    this.addSql(
      'create unique index `shop__named_transaction_held_key_unique` on `shop__named_transaction` (`held_key`)',
    );
    this.addSql(
      'create unique index `shop__named_transaction_order_key_unique` on `shop__named_transaction` (`order`, `key`)',
    );
    this.addSql(
      "create table `shop__order` (`id` text not null primary key, `guild` text not null, `ending` text not null, `buyer` text not null, `veil` text null, `channel` text not null, `product` text not null, `product_name` text not null, `emoji` text not null, `kind` text not null, `supply` text not null, `role` text null, `role_minutes` integer null, `quantity` integer not null, `currency` text not null, `price` bigint not null, `discount` bigint not null, `total` bigint not null, `coupon` text null, `coupon_code` text null, `method` text not null, `method_name` text not null, `method_kind` text not null, `address` text null, `instructions` text not null, `units` text null, `rate` text null, `rate_by` text null, `rate_at` datetime null, `payment` text not null, `fulfilment` text not null, `captured` bigint not null default '0', `refunded` bigint not null default '0', `created_at` datetime not null, `expires_at` datetime not null, `submitted_at` datetime null, `captured_at` datetime null, `delivered_at` datetime null, `changed_at` datetime not null, `reviewer` text null, `review_until` datetime null, `first_yes` text null, `approved_by` text null, `submissions` integer not null default 0, `rejections` integer not null default 0, `close_reason` text null, `problem` text null, `delivery` integer not null default 0, `send_at` datetime null, `send_tries` integer not null default 0, `version` integer not null, `slot_key` text null, `request_key` text not null)",
    );
    this.addSql('create index `shop__order_buyer_index` on `shop__order` (`buyer`)');
    this.addSql('create index `shop__order_coupon_index` on `shop__order` (`coupon`)');
    this.addSql('create unique index `shop__order_slot_key_unique` on `shop__order` (`slot_key`)');
    this.addSql('create unique index `shop__order_request_key_unique` on `shop__order` (`request_key`)');
    this.addSql(
      'create index `shop__order_guild_payment_created_at_index` on `shop__order` (`guild`, `payment`, `created_at`)',
    );
    this.addSql(
      'create index `shop__order_guild_buyer_created_at_index` on `shop__order` (`guild`, `buyer`, `created_at`)',
    );
    this.addSql(
      'create index `shop__order_guild_created_at_currency_payment_index` on `shop__order` (`guild`, `created_at`, `currency`, `payment`)',
    );
    this.addSql('create index `shop__order_product_buyer_index` on `shop__order` (`product`, `buyer`)');
    this.addSql('create index `shop__order_product_veil_index` on `shop__order` (`product`, `veil`)');
    this.addSql(
      'create index `shop__order_payment_expires_at_index` on `shop__order` (`payment`, `expires_at`)',
    );
    this.addSql(
      'create index `shop__order_fulfilment_send_at_index` on `shop__order` (`fulfilment`, `send_at`)',
    );
    this.addSql('create unique index `shop__order_guild_ending_unique` on `shop__order` (`guild`, `ending`)');
    this.addSql(
      'create table `shop__picture` (`id` text not null primary key, `guild` text not null, `order` text null, `bytes` blob not null, `hash` text not null, `look` text not null, `at` datetime not null)',
    );
    this.addSql('create index `shop__picture_guild_index` on `shop__picture` (`guild`)');
    this.addSql('create index `shop__picture_order_index` on `shop__picture` (`order`)');
    this.addSql('create index `shop__picture_hash_index` on `shop__picture` (`hash`)');
    this.addSql(
      'create table `shop__product` (`id` text not null primary key, `guild` text not null, `name` text not null, `description` text not null, `category` text not null, `kind` text not null, `emoji` text null, `supply` text not null, `prices` json not null, `content` text null, `per_buyer` integer null, `role` text null, `role_minutes` integer null, `picture` text null, `visible` integer not null default true, `file` text null, `low_told` integer not null default false, `imported` integer not null default 0, `created_at` datetime not null, `removed_at` datetime null, `version` integer not null, `name_key` text null)',
    );
    this.addSql('create unique index `shop__product_name_key_unique` on `shop__product` (`name_key`)');
    this.addSql(
      'create index `shop__product_guild_category_name_index` on `shop__product` (`guild`, `category`, `name`)',
    );
    this.addSql(
      'create table `shop__proof` (`id` text not null primary key, `guild` text not null, `order` text not null, `buyer` text not null, `text` text null, `sender` text null, `picture` text null, `at` datetime not null)',
    );
    this.addSql('create index `shop__proof_guild_index` on `shop__proof` (`guild`)');
    this.addSql('create index `shop__proof_order_index` on `shop__proof` (`order`)');
    this.addSql('create index `shop__proof_buyer_index` on `shop__proof` (`buyer`)');
    this.addSql(
      'create table `shop__purchase_message` (`order` text not null primary key, `guild` text not null, `channel` text null, `message` text null, `mark` text null, `shown` text null, `edited_at` datetime null, `seen_at` datetime null, `trouble` text null)',
    );
    this.addSql('create index `shop__purchase_message_guild_index` on `shop__purchase_message` (`guild`)');
    this.addSql(
      'create index `shop__purchase_message_message_index` on `shop__purchase_message` (`message`)',
    );
    this.addSql(
      'create table `shop__rate` (`guild` text not null, `coin` text not null, `currency` text not null, `price` text not null, `by` text not null, `at` datetime not null, primary key (`guild`, `coin`, `currency`))',
    );
    this.addSql('create index `shop__rate_by_index` on `shop__rate` (`by`)');
    this.addSql('create table `shop__reminder` (`guild` text not null primary key, `at` datetime not null)');
    this.addSql(
      'create table `shop__review_card` (`order` text not null primary key, `guild` text not null, `channel` text null, `message` text null, `mark` text null, `shown` text null, `edited_at` datetime null, `seen_at` datetime null, `trouble` text null)',
    );
    this.addSql('create index `shop__review_card_guild_index` on `shop__review_card` (`guild`)');
    this.addSql('create index `shop__review_card_message_index` on `shop__review_card` (`message`)');
    this.addSql(
      'create table `shop__role_grant` (`order` text not null, `role` text not null, `guild` text not null, `user` text not null, `minutes` integer null, `given_at` datetime null, `member_since` datetime null, `ends_at` datetime null, `ended_at` datetime null, `taken_at` datetime null, `problem` text null, primary key (`order`, `role`))',
    );
    this.addSql('create index `shop__role_grant_user_index` on `shop__role_grant` (`user`)');
    this.addSql(
      'create index `shop__role_grant_guild_user_role_index` on `shop__role_grant` (`guild`, `user`, `role`)',
    );
    this.addSql(
      'create index `shop__role_grant_guild_ended_at_taken_at_index` on `shop__role_grant` (`guild`, `ended_at`, `taken_at`)',
    );
    this.addSql(
      'create table `shop__sighting` (`id` text not null primary key, `guild` text not null, `origin` text not null, `source` text not null, `transaction` text null, `transaction_key` text null, `output_key` text null, `order` text null, `named` integer not null, `units` text not null, `currency` text not null, `settled` integer not null, `paid_at` datetime not null, `seen_at` datetime not null)',
    );
    this.addSql(
      'create index `shop__sighting_transaction_key_index` on `shop__sighting` (`transaction_key`)',
    );
    this.addSql('create unique index `shop__sighting_output_key_unique` on `shop__sighting` (`output_key`)');
    this.addSql('create index `shop__sighting_order_index` on `shop__sighting` (`order`)');
    this.addSql(
      'create unique index `shop__sighting_guild_origin_unique` on `shop__sighting` (`guild`, `origin`)',
    );
    this.addSql(
      'create table `shop__source_key` (`guild` text not null primary key, `key` text not null, `by` text not null, `at` datetime not null)',
    );
    this.addSql('create index `shop__source_key_by_index` on `shop__source_key` (`by`)');
    this.addSql(
      'create table `shop__stock_item` (`id` text not null primary key, `guild` text not null, `product` text not null, `number` integer not null, `state` text not null, `content` text not null, `fingerprint` text not null, `order` text null, `added_by` text not null, `added_at` datetime not null)',
    );
    this.addSql('create index `shop__stock_item_guild_index` on `shop__stock_item` (`guild`)');
    this.addSql('create index `shop__stock_item_order_index` on `shop__stock_item` (`order`)');
    this.addSql(
      'create index `shop__stock_item_product_state_number_index` on `shop__stock_item` (`product`, `state`, `number`)',
    );
    this.addSql(
      'create unique index `shop__stock_item_product_number_unique` on `shop__stock_item` (`product`, `number`)',
    );
    this.addSql(
      'create unique index `shop__stock_item_product_fingerprint_unique` on `shop__stock_item` (`product`, `fingerprint`)',
    );
    this.addSql(
      'create table `shop__vouch` (`order` text not null primary key, `guild` text not null, `buyer` text not null, `stars` integer not null, `text` text not null, `created_at` datetime not null, `edited_at` datetime null, `answer` text null, `answered_by` text null, `answered_at` datetime null, `version` integer not null)',
    );
    this.addSql('create index `shop__vouch_buyer_index` on `shop__vouch` (`buyer`)');
    this.addSql('create index `shop__vouch_guild_created_at_index` on `shop__vouch` (`guild`, `created_at`)');
    this.addSql('create index `shop__vouch_guild_stars_index` on `shop__vouch` (`guild`, `stars`)');
    this.addSql(
      'create table `shop__vouch_edit` (`order` text not null, `version` integer not null, `guild` text not null, `stars` integer not null, `text` text not null, `at` datetime not null, primary key (`order`, `version`))',
    );
    this.addSql('create index `shop__vouch_edit_guild_index` on `shop__vouch_edit` (`guild`)');
    this.addSql(
      'create table `shop__vouch_message` (`order` text not null primary key, `guild` text not null, `channel` text null, `message` text null, `mark` text null, `shown` text null, `edited_at` datetime null, `seen_at` datetime null, `trouble` text null)',
    );
    this.addSql('create index `shop__vouch_message_guild_index` on `shop__vouch_message` (`guild`)');
    this.addSql('create index `shop__vouch_message_message_index` on `shop__vouch_message` (`message`)');
    this.addSql(
      'create table `shop__waiter` (`id` text not null primary key, `guild` text not null, `product` text not null, `user` text not null, `channel` text not null, `at` datetime not null)',
    );
    this.addSql('create index `shop__waiter_guild_index` on `shop__waiter` (`guild`)');
    this.addSql('create index `shop__waiter_user_index` on `shop__waiter` (`user`)');
    this.addSql(
      'create unique index `shop__waiter_product_user_unique` on `shop__waiter` (`product`, `user`)',
    );
  }
}
