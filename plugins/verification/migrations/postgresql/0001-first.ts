import { Migration } from '@mikro-orm/migrations';

export class First extends Migration {
  override up(): void {
    this.addSql(
      `create table "verification__bind" ("id" varchar(12) not null, "guild" varchar(20) not null, "group" varchar(20) not null, "group_name" varchar(100) not null, "condition" varchar(12) not null, "rank" int null, "to_rank" int null, "gives" jsonb not null, "takes" jsonb not null, "priority" int not null default 0, primary key ("id"))`,
    );
    this.addSql(
      `create index "verification__bind_guild_priority_index" on "verification__bind" ("guild", "priority")`,
    );
    this.addSql(
      `create table "verification__happening" ("id" serial primary key, "guild" varchar(20) not null, "user" varchar(20) not null, "at" timestamptz(3) not null, "kind" varchar(12) not null, "account" varchar(20) null, "name" varchar(50) null, "how" varchar(8) null, "by" varchar(20) not null, "reason" varchar(300) null)`,
    );
    this.addSql(`create index "verification__happening_user_index" on "verification__happening" ("user")`);
    this.addSql(`create index "verification__happening_by_index" on "verification__happening" ("by")`);
    this.addSql(
      `create index "verification__happening_guild_user_id_index" on "verification__happening" ("guild", "user", "id")`,
    );
    this.addSql(
      `create index "verification__happening_guild_kind_at_index" on "verification__happening" ("guild", "kind", "at")`,
    );
    this.addSql(
      `create table "verification__link" ("id" varchar(12) not null, "guild" varchar(20) not null, "user" varchar(20) not null, "account" varchar(20) not null, "name" varchar(50) not null, "display_name" varchar(50) not null, "how" varchar(8) not null, "by" varchar(20) not null, "linked_at" timestamptz(3) not null, "refreshed_at" timestamptz(3) null, "user_key" varchar(41) not null, "account_key" varchar(41) null, primary key ("id"))`,
    );
    this.addSql(`create index "verification__link_user_index" on "verification__link" ("user")`);
    this.addSql(
      `alter table "verification__link" add constraint "verification__link_user_key_unique" unique ("user_key")`,
    );
    this.addSql(
      `alter table "verification__link" add constraint "verification__link_account_key_unique" unique ("account_key")`,
    );
    this.addSql(
      `create index "verification__link_guild_user_index" on "verification__link" ("guild", "user")`,
    );
    this.addSql(
      `create index "verification__link_guild_account_index" on "verification__link" ("guild", "account")`,
    );
    this.addSql(
      `create index "verification__link_guild_linked_at_index" on "verification__link" ("guild", "linked_at")`,
    );
    this.addSql(
      `create table "verification__pending" ("id" varchar(12) not null, "guild" varchar(20) not null, "user" varchar(20) not null, "account" varchar(20) not null, "name" varchar(50) not null, "by" varchar(20) not null, "hash" varchar(64) not null, "expires_at" timestamptz(3) not null, "tries" int not null default 0, "tried_at" timestamptz(3) null, "renewals" int not null default 0, "user_key" varchar(41) not null, primary key ("id"))`,
    );
    this.addSql(`create index "verification__pending_guild_index" on "verification__pending" ("guild")`);
    this.addSql(`create index "verification__pending_user_index" on "verification__pending" ("user")`);
    this.addSql(
      `create index "verification__pending_expires_at_index" on "verification__pending" ("expires_at")`,
    );
    this.addSql(
      `alter table "verification__pending" add constraint "verification__pending_user_key_unique" unique ("user_key")`,
    );
    this.addSql(
      `create table "verification__refresh_run" ("id" varchar(12) not null, "guild" varchar(20) not null, "state" varchar(12) not null default 'running', "by" varchar(20) not null, "started_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "total" int not null, "done" int not null default 0, "changed" int not null default 0, "failed" int not null default 0, "cursor" varchar(20) not null default '', "waits_until" timestamptz(3) null, "channel" varchar(20) null, "message" varchar(20) null, "open_key" varchar(20) null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "verification__refresh_run" add constraint "verification__refresh_run_open_key_unique" unique ("open_key")`,
    );
    this.addSql(
      `create index "verification__refresh_run_guild_started_at_index" on "verification__refresh_run" ("guild", "started_at")`,
    );
    this.addSql(
      `create table "verification__transfer" ("id" varchar(12) not null, "guild" varchar(20) not null, "account" varchar(20) not null, "name" varchar(50) not null, "display_name" varchar(50) not null, "from" varchar(20) not null, "to" varchar(20) not null, "asked_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "account_key" varchar(41) not null, primary key ("id"))`,
    );
    this.addSql(`create index "verification__transfer_guild_index" on "verification__transfer" ("guild")`);
    this.addSql(`create index "verification__transfer_from_index" on "verification__transfer" ("from")`);
    this.addSql(`create index "verification__transfer_to_index" on "verification__transfer" ("to")`);
    this.addSql(
      `create index "verification__transfer_expires_at_index" on "verification__transfer" ("expires_at")`,
    );
    this.addSql(
      `alter table "verification__transfer" add constraint "verification__transfer_account_key_unique" unique ("account_key")`,
    );
  }
}
