import { Migration } from '@mikro-orm/migrations';

export class GivenNickname extends Migration {
  override up(): void {
    this.addSql(
      'create table `verification__given_nickname` (`id` text not null primary key, `guild` text not null, `user` text not null, `nickname` text not null, `before` text null)',
    );
    this.addSql(
      'create index `verification__given_nickname_guild_index` on `verification__given_nickname` (`guild`)',
    );
    this.addSql(
      'create index `verification__given_nickname_user_index` on `verification__given_nickname` (`user`)',
    );
  }
}
