import { Migration } from '@mikro-orm/migrations';

export class First extends Migration {
  override up(): void {
    this.addSql(
      'create table `verification__bind` (`id` text not null primary key, `guild` text not null, `group` text not null, `group_name` text not null, `condition` text not null, `rank` integer null, `to_rank` integer null, `gives` json not null, `takes` json not null, `priority` integer not null default 0)',
    );
    this.addSql(
      'create index `verification__bind_guild_priority_index` on `verification__bind` (`guild`, `priority`)',
    );
    this.addSql(
      'create table `verification__happening` (`id` integer not null primary key autoincrement, `guild` text not null, `user` text not null, `at` datetime not null, `kind` text not null, `account` text null, `name` text null, `how` text null, `by` text not null, `reason` text null)',
    );
    this.addSql('create index `verification__happening_user_index` on `verification__happening` (`user`)');
    this.addSql('create index `verification__happening_by_index` on `verification__happening` (`by`)');
    this.addSql(
      'create index `verification__happening_guild_user_id_index` on `verification__happening` (`guild`, `user`, `id`)',
    );
    this.addSql(
      'create index `verification__happening_guild_kind_at_index` on `verification__happening` (`guild`, `kind`, `at`)',
    );
    this.addSql(
      'create table `verification__link` (`id` text not null primary key, `guild` text not null, `user` text not null, `account` text not null, `name` text not null, `display_name` text not null, `how` text not null, `by` text not null, `linked_at` datetime not null, `refreshed_at` datetime null, `user_key` text not null, `account_key` text null)',
    );
    this.addSql('create index `verification__link_user_index` on `verification__link` (`user`)');
    this.addSql(
      'create unique index `verification__link_user_key_unique` on `verification__link` (`user_key`)',
    );
    this.addSql(
      'create unique index `verification__link_account_key_unique` on `verification__link` (`account_key`)',
    );
    this.addSql(
      'create index `verification__link_guild_user_index` on `verification__link` (`guild`, `user`)',
    );
    this.addSql(
      'create index `verification__link_guild_account_index` on `verification__link` (`guild`, `account`)',
    );
    this.addSql(
      'create index `verification__link_guild_linked_at_index` on `verification__link` (`guild`, `linked_at`)',
    );
    this.addSql(
      'create table `verification__pending` (`id` text not null primary key, `guild` text not null, `user` text not null, `account` text not null, `name` text not null, `by` text not null, `hash` text not null, `expires_at` datetime not null, `tries` integer not null default 0, `tried_at` datetime null, `renewals` integer not null default 0, `user_key` text not null)',
    );
    this.addSql('create index `verification__pending_guild_index` on `verification__pending` (`guild`)');
    this.addSql('create index `verification__pending_user_index` on `verification__pending` (`user`)');
    this.addSql(
      'create index `verification__pending_expires_at_index` on `verification__pending` (`expires_at`)',
    );
    this.addSql(
      'create unique index `verification__pending_user_key_unique` on `verification__pending` (`user_key`)',
    );
    this.addSql(
      "create table `verification__refresh_run` (`id` text not null primary key, `guild` text not null, `state` text not null default 'running', `by` text not null, `started_at` datetime not null, `ended_at` datetime null, `total` integer not null, `done` integer not null default 0, `changed` integer not null default 0, `failed` integer not null default 0, `cursor` text not null default '', `waits_until` datetime null, `channel` text null, `message` text null, `open_key` text null)",
    );
    this.addSql(
      'create unique index `verification__refresh_run_open_key_unique` on `verification__refresh_run` (`open_key`)',
    );
    this.addSql(
      'create index `verification__refresh_run_guild_started_at_index` on `verification__refresh_run` (`guild`, `started_at`)',
    );
    this.addSql(
      'create table `verification__transfer` (`id` text not null primary key, `guild` text not null, `account` text not null, `name` text not null, `display_name` text not null, `from` text not null, `to` text not null, `asked_at` datetime not null, `expires_at` datetime not null, `account_key` text not null)',
    );
    this.addSql('create index `verification__transfer_guild_index` on `verification__transfer` (`guild`)');
    this.addSql('create index `verification__transfer_from_index` on `verification__transfer` (`from`)');
    this.addSql('create index `verification__transfer_to_index` on `verification__transfer` (`to`)');
    this.addSql(
      'create index `verification__transfer_expires_at_index` on `verification__transfer` (`expires_at`)',
    );
    this.addSql(
      'create unique index `verification__transfer_account_key_unique` on `verification__transfer` (`account_key`)',
    );
  }
}
