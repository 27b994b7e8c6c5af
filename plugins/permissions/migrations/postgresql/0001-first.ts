import { Migration } from '@mikro-orm/migrations';

export class First extends Migration {
  override up(): void {
    this.addSql(
      `create table "permissions__grant" ("id" varchar(12) not null, "guild" varchar(20) not null, "what" varchar(160) not null, "kind" varchar(8) not null, "principal" varchar(20) not null, "member_since" timestamptz(3) null, "ends_at" timestamptz(3) null, "given_by" varchar(20) not null, "given_at" timestamptz(3) not null, "reason" varchar(300) null, primary key ("id"))`,
    );
    this.addSql(`create index "permissions__grant_principal_index" on "permissions__grant" ("principal")`);
    this.addSql(`create index "permissions__grant_ends_at_index" on "permissions__grant" ("ends_at")`);
    this.addSql(`create index "permissions__grant_given_by_index" on "permissions__grant" ("given_by")`);
    this.addSql(
      `alter table "permissions__grant" add constraint "permissions__grant_guild_what_kind_principal_unique" unique ("guild", "what", "kind", "principal")`,
    );
  }
}
