import { Migration } from '@mikro-orm/migrations';

export class First extends Migration {
  override up(): void {
    this.addSql(
      'create table `permissions__grant` (`id` text not null primary key, `guild` text not null, `what` text not null, `kind` text not null, `principal` text not null, `member_since` datetime null, `ends_at` datetime null, `given_by` text not null, `given_at` datetime not null, `reason` text null)',
    );
    this.addSql('create index `permissions__grant_principal_index` on `permissions__grant` (`principal`)');
    this.addSql('create index `permissions__grant_ends_at_index` on `permissions__grant` (`ends_at`)');
    this.addSql('create index `permissions__grant_given_by_index` on `permissions__grant` (`given_by`)');
    this.addSql(
      'create unique index `permissions__grant_guild_what_kind_principal_unique` on `permissions__grant` (`guild`, `what`, `kind`, `principal`)',
    );
  }
}
