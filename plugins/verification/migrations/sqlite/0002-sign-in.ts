import { Migration } from '@mikro-orm/migrations';

export class SignIn extends Migration {
  override up(): void {
    this.addSql(
      'create table `verification__sign_in` (`id` text not null primary key, `guild` text not null, `user` text not null, `locale` text not null, `nonce` text null, `verifier` text null, `expires_at` datetime not null, `account` text null, `confirmation` text null, `user_key` text not null)',
    );
    this.addSql('create index `verification__sign_in_guild_index` on `verification__sign_in` (`guild`)');
    this.addSql('create index `verification__sign_in_user_index` on `verification__sign_in` (`user`)');
    this.addSql(
      'create index `verification__sign_in_expires_at_index` on `verification__sign_in` (`expires_at`)',
    );
    this.addSql(
      'create unique index `verification__sign_in_confirmation_unique` on `verification__sign_in` (`confirmation`)',
    );
    this.addSql(
      'create unique index `verification__sign_in_user_key_unique` on `verification__sign_in` (`user_key`)',
    );
  }
}
