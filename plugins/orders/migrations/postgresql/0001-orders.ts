import { Migration } from '@mikro-orm/migrations';

export class Orders extends Migration {
  override up(): void {
    this.addSql(
      `create table "orders__attachment" ("order" varchar(18) not null, "id" varchar(20) not null, "guild" varchar(20) not null, "name" varchar(260) not null, "size" int not null, "channel" varchar(20) not null, "message" varchar(20) not null, "added_by" varchar(20) not null, "added_at" timestamptz(3) not null, primary key ("order", "id"))`,
    );
    this.addSql(`create index "orders__attachment_guild_index" on "orders__attachment" ("guild")`);
    this.addSql(
      `create table "orders__customer" ("guild" varchar(20) not null, "user" varchar(20) not null, "tell" boolean not null, primary key ("guild", "user"))`,
    );
    this.addSql(`create index "orders__customer_user_index" on "orders__customer" ("user")`);
    this.addSql(
      `create table "orders__happening" ("id" varchar(12) not null, "order" varchar(18) not null, "guild" varchar(20) not null, "version" int not null, "kind" varchar(10) not null, "at" timestamptz(3) not null, "actor" varchar(20) not null, "from" text null, "to" text null, "text" text null, primary key ("id"))`,
    );
    this.addSql(`create index "orders__happening_actor_index" on "orders__happening" ("actor")`);
    this.addSql(`create index "orders__happening_guild_at_index" on "orders__happening" ("guild", "at")`);
    this.addSql(
      `alter table "orders__happening" add constraint "orders__happening_order_version_kind_unique" unique ("order", "version", "kind")`,
    );
    this.addSql(
      `create table "orders__order" ("id" varchar(18) not null, "guild" varchar(20) not null, "state" varchar(10) not null, "step" varchar(12) not null, "customer" varchar(20) null, "customer_name" varchar(100) not null, "details" text not null, "channel" varchar(20) not null, "price" bigint null, "currency" varchar(3) null, "due_at" timestamptz(3) null, "reminders" int not null default 0, "assignee" varchar(20) null, "created_by" varchar(20) not null, "created_at" timestamptz(3) not null, "source" varchar(8) not null, "closed_by" varchar(20) null, "closed_at" timestamptz(3) null, "close_reason" varchar(300) null, "version" int not null, "request_key" varchar(80) null, "searchable" text not null, primary key ("id"))`,
    );
    this.addSql(`create index "orders__order_assignee_index" on "orders__order" ("assignee")`);
    this.addSql(
      `alter table "orders__order" add constraint "orders__order_request_key_unique" unique ("request_key")`,
    );
    this.addSql(
      `create index "orders__order_guild_state_created_at_index" on "orders__order" ("guild", "state", "created_at")`,
    );
    this.addSql(`create index "orders__order_guild_customer_index" on "orders__order" ("guild", "customer")`);
    this.addSql(
      `create index "orders__order_guild_closed_at_index" on "orders__order" ("guild", "closed_at")`,
    );
    this.addSql(`create index "orders__order_state_due_at_index" on "orders__order" ("state", "due_at")`);
    this.addSql(
      `create table "orders__status_message" ("order" varchar(18) not null, "guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("order"))`,
    );
    this.addSql(`create index "orders__status_message_guild_index" on "orders__status_message" ("guild")`);
    this.addSql(
      `create index "orders__status_message_message_index" on "orders__status_message" ("message")`,
    );
    this.addSql(
      `create table "orders__step" ("guild" varchar(20) not null, "id" varchar(12) not null, "name" varchar(40) null, "position" int not null, primary key ("guild", "id"))`,
    );
  }
}
