import { Migration } from '@mikro-orm/migrations';

export class SignIn extends Migration {
  override up(): void {
    this.addSql(
      `create table "verification__sign_in" ("id" varchar(64) not null, "guild" varchar(20) not null, "user" varchar(20) not null, "locale" varchar(10) not null, "nonce" varchar(64) null, "verifier" varchar(64) null, "expires_at" timestamptz(3) not null, "account" varchar(20) null, "confirmation" varchar(64) null, "user_key" varchar(41) not null, primary key ("id"))`,
    );
    this.addSql(`create index "verification__sign_in_guild_index" on "verification__sign_in" ("guild")`);
    this.addSql(`create index "verification__sign_in_user_index" on "verification__sign_in" ("user")`);
    this.addSql(
      `create index "verification__sign_in_expires_at_index" on "verification__sign_in" ("expires_at")`,
    );
    this.addSql(
      `alter table "verification__sign_in" add constraint "verification__sign_in_confirmation_unique" unique ("confirmation")`,
    );
    this.addSql(
      `alter table "verification__sign_in" add constraint "verification__sign_in_user_key_unique" unique ("user_key")`,
    );
  }
}
