import { Migration } from '@mikro-orm/migrations';

export class Host extends Migration {
  override up(): void {
    this.addSql(
      `create table "host__audit" ("id" varchar(255) not null, "guild" varchar(255) not null, "plugin" varchar(255) not null, "actor" varchar(255) not null, "action" varchar(255) not null, "target" varchar(255) null, "before" jsonb null, "after" jsonb null, "reason" text null, "request_id" varchar(255) null, "at" timestamptz(3) not null, "post" varchar(255) null, primary key ("id"))`,
    );
    this.addSql(`create index "host__audit_guild" on "host__audit" ("guild", "post")`);
    this.addSql(
      `create table "host__command_set" ("guild" varchar(255) not null, "hash" varchar(255) not null, primary key ("guild"))`,
    );
    this.addSql(
      `create table "host__draft" ("user" varchar(255) not null, "key" varchar(255) not null, "value" text not null, "at" timestamptz(3) not null, primary key ("user", "key"))`,
    );
    this.addSql(
      `create table "host__feature" ("guild" varchar(255) not null, "plugin" varchar(255) not null, "enabled" boolean not null, primary key ("guild", "plugin"))`,
    );
    this.addSql(
      `create table "host__guild" ("guild" varchar(255) not null, "left_at" timestamptz(3) null, primary key ("guild"))`,
    );
    this.addSql(
      `create table "host__job" ("id" varchar(255) not null, "plugin" varchar(255) not null, "name" varchar(255) not null, "guild" varchar(255) null, "payload" jsonb not null, "key" varchar(255) null, "slot" varchar(255) null, "state" varchar(255) not null, "run_at" timestamptz(3) not null, "attempts" int not null, "lease_owner" varchar(255) null, "lease_until" timestamptz(3) null, "cancelled" boolean not null, "parked_at" timestamptz(3) null, "last_error" text null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`alter table "host__job" add constraint "host__job_slot" unique ("slot")`);
    this.addSql(`create index "host__job_due" on "host__job" ("state", "run_at")`);
    this.addSql(`create index "host__job_guild" on "host__job" ("guild")`);
    this.addSql(`create index "host__job_key" on "host__job" ("plugin", "key")`);
    this.addSql(
      `create table "host__plugin" ("name" varchar(255) not null, "disabled" boolean not null, "unloaded" boolean not null default false, primary key ("name"))`,
    );
    this.addSql(
      `create table "host__schedule" ("id" varchar(255) not null, "plugin" varchar(255) not null, "name" varchar(255) not null, "rhythm" varchar(255) not null, "next_run_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "host__settings" ("guild" varchar(255) not null, "plugin" varchar(255) not null, "values" jsonb not null, primary key ("guild", "plugin"))`,
    );
  }
}
