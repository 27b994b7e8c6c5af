import { Migration } from '@mikro-orm/migrations';

export class GivenNickname extends Migration {
  override up(): void {
    this.addSql(
      `create table "verification__given_nickname" ("id" varchar(41) not null, "guild" varchar(20) not null, "user" varchar(20) not null, "nickname" varchar(32) not null, "before" varchar(32) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "verification__given_nickname_guild_index" on "verification__given_nickname" ("guild")`,
    );
    this.addSql(
      `create index "verification__given_nickname_user_index" on "verification__given_nickname" ("user")`,
    );
  }
}
