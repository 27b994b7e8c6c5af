import { Migration } from '@mikro-orm/migrations';

export class Host extends Migration {
  override up(): void {
    this.addSql(
      'create table `host__audit` (`id` text not null primary key, `guild` text not null, `plugin` text not null, `actor` text not null, `action` text not null, `target` text null, `before` json null, `after` json null, `reason` text null, `request_id` text null, `at` datetime not null, `post` text null)',
    );
    this.addSql('create index `host__audit_guild` on `host__audit` (`guild`, `post`)');
    this.addSql('create table `host__command_set` (`guild` text not null primary key, `hash` text not null)');
    this.addSql(
      'create table `host__draft` (`user` text not null, `key` text not null, `value` text not null, `at` datetime not null, primary key (`user`, `key`))',
    );
    this.addSql(
      'create table `host__feature` (`guild` text not null, `plugin` text not null, `enabled` integer not null, primary key (`guild`, `plugin`))',
    );
    this.addSql('create table `host__guild` (`guild` text not null primary key, `left_at` datetime null)');
    this.addSql(
      'create table `host__job` (`id` text not null primary key, `plugin` text not null, `name` text not null, `guild` text null, `payload` json not null, `key` text null, `slot` text null, `state` text not null, `run_at` datetime not null, `attempts` integer not null, `lease_owner` text null, `lease_until` datetime null, `cancelled` integer not null, `parked_at` datetime null, `last_error` text null, `created_at` datetime not null)',
    );
    this.addSql('create unique index `host__job_slot` on `host__job` (`slot`)');
    this.addSql('create index `host__job_due` on `host__job` (`state`, `run_at`)');
    this.addSql('create index `host__job_guild` on `host__job` (`guild`)');
    this.addSql('create index `host__job_key` on `host__job` (`plugin`, `key`)');
    this.addSql(
      'create table `host__plugin` (`name` text not null primary key, `disabled` integer not null, `unloaded` integer not null default false)',
    );
    this.addSql(
      'create table `host__schedule` (`id` text not null primary key, `plugin` text not null, `name` text not null, `rhythm` text not null, `next_run_at` datetime not null)',
    );
    this.addSql(
      'create table `host__settings` (`guild` text not null, `plugin` text not null, `values` json not null, primary key (`guild`, `plugin`))',
    );
  }
}
