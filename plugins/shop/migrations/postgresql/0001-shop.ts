import { Migration } from '@mikro-orm/migrations';

export class Shop extends Migration {
  override up(): void {
    this.addSql(
      `create table "shop__block" ("guild" varchar(20) not null, "subject" varchar(20) not null, "kind" varchar(4) not null, "reason" varchar(300) null, "until" timestamptz(3) null, "by" varchar(20) not null, "at" timestamptz(3) not null, primary key ("guild", "subject"))`,
    );
    this.addSql(`create index "shop__block_subject_index" on "shop__block" ("subject")`);
    this.addSql(
      `create table "shop__coupon" ("id" varchar(12) not null, "guild" varchar(20) not null, "code" varchar(32) not null, "percent" int null, "amount" bigint null, "currency" varchar(3) null, "product" varchar(12) null, "uses" int null, "per_buyer" int null, "ends_at" timestamptz(3) null, "created_by" varchar(20) not null, "created_at" timestamptz(3) not null, "removed_at" timestamptz(3) null, "code_key" varchar(56) null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__coupon_guild_index" on "shop__coupon" ("guild")`);
    this.addSql(
      `alter table "shop__coupon" add constraint "shop__coupon_code_key_unique" unique ("code_key")`,
    );
    this.addSql(
      `create table "shop__coupon_use" ("order" varchar(24) not null, "guild" varchar(20) not null, "coupon" varchar(12) not null, "buyer" varchar(20) not null, "used_at" timestamptz(3) not null, "released_at" timestamptz(3) null, primary key ("order"))`,
    );
    this.addSql(`create index "shop__coupon_use_guild_index" on "shop__coupon_use" ("guild")`);
    this.addSql(`create index "shop__coupon_use_buyer_index" on "shop__coupon_use" ("buyer")`);
    this.addSql(
      `create index "shop__coupon_use_coupon_released_at_index" on "shop__coupon_use" ("coupon", "released_at")`,
    );
    this.addSql(
      `create table "shop__deliverable" ("id" varchar(12) not null, "guild" varchar(20) not null, "order" varchar(24) not null, "number" int not null, "item" varchar(12) null, "file" varchar(12) null, "content" text null, "state" varchar(10) not null, "shown_at" timestamptz(3) null, "added_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__deliverable_guild_index" on "shop__deliverable" ("guild")`);
    this.addSql(
      `alter table "shop__deliverable" add constraint "shop__deliverable_item_unique" unique ("item")`,
    );
    this.addSql(`create index "shop__deliverable_file_index" on "shop__deliverable" ("file")`);
    this.addSql(
      `create index "shop__deliverable_order_number_index" on "shop__deliverable" ("order", "number")`,
    );
    this.addSql(
      `create table "shop__goods_file" ("id" varchar(12) not null, "guild" varchar(20) not null, "product" varchar(12) not null, "name" varchar(100) not null, "content" text not null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__goods_file_guild_index" on "shop__goods_file" ("guild")`);
    this.addSql(`create index "shop__goods_file_product_index" on "shop__goods_file" ("product")`);
    this.addSql(
      `create table "shop__happening" ("id" varchar(12) not null, "order" varchar(24) not null, "guild" varchar(20) not null, "version" int not null, "action" varchar(24) not null, "at" timestamptz(3) not null, "actor" varchar(20) not null, "from" varchar(26) null, "to" varchar(26) not null, "reason" varchar(300) null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__happening_actor_index" on "shop__happening" ("actor")`);
    this.addSql(`create index "shop__happening_guild_at_index" on "shop__happening" ("guild", "at")`);
    this.addSql(
      `alter table "shop__happening" add constraint "shop__happening_order_version_unique" unique ("order", "version")`,
    );
    this.addSql(
      `create table "shop__ledger_entry" ("id" varchar(12) not null, "guild" varchar(20) not null, "order" varchar(24) not null, "kind" varchar(10) not null, "amount" bigint not null, "currency" varchar(3) not null, "product" varchar(12) not null, "method" varchar(12) not null, "actor" varchar(20) not null, "at" timestamptz(3) not null, "quarter" int not null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__ledger_entry_order_index" on "shop__ledger_entry" ("order")`);
    this.addSql(`create index "shop__ledger_entry_actor_index" on "shop__ledger_entry" ("actor")`);
    this.addSql(`create index "shop__ledger_entry_guild_at_index" on "shop__ledger_entry" ("guild", "at")`);
    this.addSql(
      `create table "shop__method" ("id" varchar(12) not null, "guild" varchar(20) not null, "name" varchar(40) not null, "kind" varchar(12) not null, "address" varchar(254) null, "instructions" text not null, "created_at" timestamptz(3) not null, "removed_at" timestamptz(3) null, "version" int not null, "name_key" varchar(64) null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__method_guild_index" on "shop__method" ("guild")`);
    this.addSql(
      `alter table "shop__method" add constraint "shop__method_name_key_unique" unique ("name_key")`,
    );
    this.addSql(
      `create table "shop__named_transaction" ("id" varchar(12) not null, "guild" varchar(20) not null, "order" varchar(24) not null, "buyer" varchar(20) not null, "transaction" varchar(120) null, "key" varchar(160) not null, "held_key" varchar(160) null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__named_transaction_guild_index" on "shop__named_transaction" ("guild")`);
    this.addSql(`create index "shop__named_transaction_buyer_index" on "shop__named_transaction" ("buyer")`);
    this.addSql(`create index "shop__named_transaction_key_index" on "shop__named_transaction" ("key")`);
    this.addSql(
      `alter table "shop__named_transaction" add constraint "shop__named_transaction_held_key_unique" unique ("held_key")`,
    );
    this.addSql(
      `alter table "shop__named_transaction" add constraint "shop__named_transaction_order_key_unique" unique ("order", "key")`,
    );
    this.addSql(
      `create table "shop__order" ("id" varchar(24) not null, "guild" varchar(20) not null, "ending" varchar(15) not null, "buyer" varchar(20) not null, "veil" varchar(20) null, "channel" varchar(20) not null, "product" varchar(12) not null, "product_name" varchar(80) not null, "emoji" varchar(64) not null, "kind" varchar(10) not null, "supply" varchar(6) not null, "role" varchar(20) null, "role_minutes" int null, "quantity" int not null, "currency" varchar(3) not null, "price" bigint not null, "discount" bigint not null, "total" bigint not null, "coupon" varchar(12) null, "coupon_code" varchar(32) null, "method" varchar(12) not null, "method_name" varchar(40) not null, "method_kind" varchar(12) not null, "address" varchar(254) null, "instructions" text not null, "units" varchar(60) null, "rate" varchar(40) null, "rate_by" varchar(20) null, "rate_at" timestamptz(3) null, "payment" varchar(14) not null, "fulfilment" varchar(10) not null, "captured" bigint not null default '0', "refunded" bigint not null default '0', "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "submitted_at" timestamptz(3) null, "captured_at" timestamptz(3) null, "delivered_at" timestamptz(3) null, "changed_at" timestamptz(3) not null, "reviewer" varchar(20) null, "review_until" timestamptz(3) null, "first_yes" varchar(20) null, "approved_by" varchar(20) null, "submissions" int not null default 0, "rejections" int not null default 0, "close_reason" varchar(300) null, "problem" varchar(40) null, "delivery" int not null default 0, "send_at" timestamptz(3) null, "send_tries" int not null default 0, "version" int not null, "slot_key" varchar(48) null, "request_key" varchar(48) not null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__order_buyer_index" on "shop__order" ("buyer")`);
    this.addSql(`create index "shop__order_coupon_index" on "shop__order" ("coupon")`);
    this.addSql(`alter table "shop__order" add constraint "shop__order_slot_key_unique" unique ("slot_key")`);
    this.addSql(
      `alter table "shop__order" add constraint "shop__order_request_key_unique" unique ("request_key")`,
    );
    this.addSql(
      `create index "shop__order_guild_payment_created_at_index" on "shop__order" ("guild", "payment", "created_at")`,
    );
    this.addSql(
      `create index "shop__order_guild_buyer_created_at_index" on "shop__order" ("guild", "buyer", "created_at")`,
    );
    this.addSql(
      `create index "shop__order_guild_created_at_currency_payment_index" on "shop__order" ("guild", "created_at", "currency", "payment")`,
    );
    this.addSql(`create index "shop__order_product_buyer_index" on "shop__order" ("product", "buyer")`);
    this.addSql(`create index "shop__order_product_veil_index" on "shop__order" ("product", "veil")`);
    this.addSql(
      `create index "shop__order_payment_expires_at_index" on "shop__order" ("payment", "expires_at")`,
    );
    this.addSql(
      `create index "shop__order_fulfilment_send_at_index" on "shop__order" ("fulfilment", "send_at")`,
    );
    this.addSql(
      `alter table "shop__order" add constraint "shop__order_guild_ending_unique" unique ("guild", "ending")`,
    );
    this.addSql(
      `create table "shop__picture" ("id" varchar(12) not null, "guild" varchar(20) not null, "order" varchar(24) null, "bytes" bytea not null, "hash" varchar(43) not null, "look" varchar(16) not null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__picture_guild_index" on "shop__picture" ("guild")`);
    this.addSql(`create index "shop__picture_order_index" on "shop__picture" ("order")`);
    this.addSql(`create index "shop__picture_hash_index" on "shop__picture" ("hash")`);
    this.addSql(
      `create table "shop__product" ("id" varchar(12) not null, "guild" varchar(20) not null, "name" varchar(80) not null, "description" text not null, "category" varchar(40) not null, "kind" varchar(10) not null, "emoji" varchar(64) null, "supply" varchar(6) not null, "prices" jsonb not null, "content" text null, "per_buyer" int null, "role" varchar(20) null, "role_minutes" int null, "picture" varchar(12) null, "visible" boolean not null default true, "file" varchar(12) null, "low_told" boolean not null default false, "imported" int not null default 0, "created_at" timestamptz(3) not null, "removed_at" timestamptz(3) null, "version" int not null, "name_key" varchar(104) null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "shop__product" add constraint "shop__product_name_key_unique" unique ("name_key")`,
    );
    this.addSql(
      `create index "shop__product_guild_category_name_index" on "shop__product" ("guild", "category", "name")`,
    );
    this.addSql(
      `create table "shop__proof" ("id" varchar(12) not null, "guild" varchar(20) not null, "order" varchar(24) not null, "buyer" varchar(20) not null, "text" varchar(300) null, "sender" varchar(100) null, "picture" varchar(12) null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__proof_guild_index" on "shop__proof" ("guild")`);
    this.addSql(`create index "shop__proof_order_index" on "shop__proof" ("order")`);
    this.addSql(`create index "shop__proof_buyer_index" on "shop__proof" ("buyer")`);
    this.addSql(
      `create table "shop__purchase_message" ("order" varchar(24) not null, "guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("order"))`,
    );
    this.addSql(`create index "shop__purchase_message_guild_index" on "shop__purchase_message" ("guild")`);
    this.addSql(
      `create index "shop__purchase_message_message_index" on "shop__purchase_message" ("message")`,
    );
    this.addSql(
      `create table "shop__rate" ("guild" varchar(20) not null, "coin" varchar(8) not null, "currency" varchar(3) not null, "price" varchar(40) not null, "by" varchar(20) not null, "at" timestamptz(3) not null, primary key ("guild", "coin", "currency"))`,
    );
    this.addSql(`create index "shop__rate_by_index" on "shop__rate" ("by")`);
    this.addSql(
      `create table "shop__reminder" ("guild" varchar(20) not null, "at" timestamptz(3) not null, primary key ("guild"))`,
    );
    this.addSql(
      `create table "shop__review_card" ("order" varchar(24) not null, "guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("order"))`,
    );
    this.addSql(`create index "shop__review_card_guild_index" on "shop__review_card" ("guild")`);
    this.addSql(`create index "shop__review_card_message_index" on "shop__review_card" ("message")`);
    this.addSql(
      `create table "shop__role_grant" ("order" varchar(24) not null, "role" varchar(20) not null, "guild" varchar(20) not null, "user" varchar(20) not null, "minutes" int null, "given_at" timestamptz(3) null, "member_since" timestamptz(3) null, "ends_at" timestamptz(3) null, "ended_at" timestamptz(3) null, "taken_at" timestamptz(3) null, "problem" varchar(20) null, primary key ("order", "role"))`,
    );
    this.addSql(`create index "shop__role_grant_user_index" on "shop__role_grant" ("user")`);
    this.addSql(
      `create index "shop__role_grant_guild_user_role_index" on "shop__role_grant" ("guild", "user", "role")`,
    );
    this.addSql(
      `create index "shop__role_grant_guild_ended_at_taken_at_index" on "shop__role_grant" ("guild", "ended_at", "taken_at")`,
    );
    this.addSql(
      `create table "shop__sighting" ("id" varchar(12) not null, "guild" varchar(20) not null, "origin" varchar(101) not null, "source" varchar(20) not null, "transaction" varchar(120) null, "transaction_key" varchar(160) null, "output_key" varchar(201) null, "order" varchar(24) null, "named" boolean not null, "units" varchar(60) not null, "currency" varchar(8) not null, "settled" boolean not null, "paid_at" timestamptz(3) not null, "seen_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "shop__sighting_transaction_key_index" on "shop__sighting" ("transaction_key")`,
    );
    this.addSql(
      `alter table "shop__sighting" add constraint "shop__sighting_output_key_unique" unique ("output_key")`,
    );
    this.addSql(`create index "shop__sighting_order_index" on "shop__sighting" ("order")`);
    this.addSql(
      `alter table "shop__sighting" add constraint "shop__sighting_guild_origin_unique" unique ("guild", "origin")`,
    );
    this.addSql(
      `create table "shop__source_key" ("guild" varchar(20) not null, "key" text not null, "by" varchar(20) not null, "at" timestamptz(3) not null, primary key ("guild"))`,
    );
    this.addSql(`create index "shop__source_key_by_index" on "shop__source_key" ("by")`);
    this.addSql(
      `create table "shop__stock_item" ("id" varchar(12) not null, "guild" varchar(20) not null, "product" varchar(12) not null, "number" int not null, "state" varchar(10) not null, "content" text not null, "fingerprint" varchar(43) not null, "order" varchar(24) null, "added_by" varchar(20) not null, "added_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__stock_item_guild_index" on "shop__stock_item" ("guild")`);
    this.addSql(`create index "shop__stock_item_order_index" on "shop__stock_item" ("order")`);
    this.addSql(
      `create index "shop__stock_item_product_state_number_index" on "shop__stock_item" ("product", "state", "number")`,
    );
    this.addSql(
      `alter table "shop__stock_item" add constraint "shop__stock_item_product_number_unique" unique ("product", "number")`,
    );
    this.addSql(
      `alter table "shop__stock_item" add constraint "shop__stock_item_product_fingerprint_unique" unique ("product", "fingerprint")`,
    );
    this.addSql(
      `create table "shop__vouch" ("order" varchar(24) not null, "guild" varchar(20) not null, "buyer" varchar(20) not null, "stars" int not null, "text" text not null, "created_at" timestamptz(3) not null, "edited_at" timestamptz(3) null, "answer" text null, "answered_by" varchar(20) null, "answered_at" timestamptz(3) null, "version" int not null, primary key ("order"))`,
    );
    this.addSql(`create index "shop__vouch_buyer_index" on "shop__vouch" ("buyer")`);
    this.addSql(`create index "shop__vouch_guild_created_at_index" on "shop__vouch" ("guild", "created_at")`);
    this.addSql(`create index "shop__vouch_guild_stars_index" on "shop__vouch" ("guild", "stars")`);
    this.addSql(
      `create table "shop__vouch_edit" ("order" varchar(24) not null, "version" int not null, "guild" varchar(20) not null, "stars" int not null, "text" text not null, "at" timestamptz(3) not null, primary key ("order", "version"))`,
    );
    this.addSql(`create index "shop__vouch_edit_guild_index" on "shop__vouch_edit" ("guild")`);
    this.addSql(
      `create table "shop__vouch_message" ("order" varchar(24) not null, "guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("order"))`,
    );
    this.addSql(`create index "shop__vouch_message_guild_index" on "shop__vouch_message" ("guild")`);
    this.addSql(`create index "shop__vouch_message_message_index" on "shop__vouch_message" ("message")`);
    this.addSql(
      `create table "shop__waiter" ("id" varchar(12) not null, "guild" varchar(20) not null, "product" varchar(12) not null, "user" varchar(20) not null, "channel" varchar(20) not null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "shop__waiter_guild_index" on "shop__waiter" ("guild")`);
    this.addSql(`create index "shop__waiter_user_index" on "shop__waiter" ("user")`);
    this.addSql(
      `alter table "shop__waiter" add constraint "shop__waiter_product_user_unique" unique ("product", "user")`,
    );
    this.addSql(
      `create or replace function "shop__happening_shop__happening_update_trigger_fn"() returns trigger as $$ begin if old."id" is distinct from new."id" or old."order" is distinct from new."order" or old."guild" is distinct from new."guild" or old."version" is distinct from new."version" or old."action" is distinct from new."action" or old."at" is distinct from new."at" or old."from" is distinct from new."from" or old."to" is distinct from new."to" or old."reason" is distinct from new."reason" or (old."actor" is distinct from new."actor" and new."actor" is distinct from 'forgotten') then raise exception 'rows of shop__happening stay as they are'; end if; return new; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "shop__happening_update_trigger" BEFORE UPDATE on "shop__happening" for each ROW execute function "shop__happening_shop__happening_update_trigger_fn"()`,
    );
    this.addSql(
      `create or replace function "shop__happening_shop__happening_delete_trigger_fn"() returns trigger as $$ begin if exists (select 1 from "shop__order" where "id" = old."order") then raise exception 'rows of shop__happening stay as they are'; end if; return old; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "shop__happening_delete_trigger" BEFORE DELETE on "shop__happening" for each ROW execute function "shop__happening_shop__happening_delete_trigger_fn"()`,
    );
    this.addSql(
      `create or replace function "shop__ledger_entry_shop__ledger_entry_update_trigger_fn"() returns trigger as $$ begin if old."id" is distinct from new."id" or old."guild" is distinct from new."guild" or old."order" is distinct from new."order" or old."kind" is distinct from new."kind" or old."amount" is distinct from new."amount" or old."currency" is distinct from new."currency" or old."product" is distinct from new."product" or old."method" is distinct from new."method" or old."at" is distinct from new."at" or old."quarter" is distinct from new."quarter" or (old."actor" is distinct from new."actor" and new."actor" is distinct from 'forgotten') then raise exception 'rows of shop__ledger_entry stay as they are'; end if; return new; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "shop__ledger_entry_update_trigger" BEFORE UPDATE on "shop__ledger_entry" for each ROW execute function "shop__ledger_entry_shop__ledger_entry_update_trigger_fn"()`,
    );
    this.addSql(
      `create or replace function "shop__ledger_entry_shop__ledger_entry_delete_trigger_fn"() returns trigger as $$ begin if exists (select 1 from "shop__order" where "id" = old."order") then raise exception 'rows of shop__ledger_entry stay as they are'; end if; return old; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "shop__ledger_entry_delete_trigger" BEFORE DELETE on "shop__ledger_entry" for each ROW execute function "shop__ledger_entry_shop__ledger_entry_delete_trigger_fn"()`,
    );
  }
}
