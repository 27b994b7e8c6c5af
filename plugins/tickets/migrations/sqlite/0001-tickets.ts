import { Migration } from '@mikro-orm/migrations';

export class Tickets extends Migration {
  override up(): void {
    this.addSql(
      'create table `tickets__control_message` (`ticket` text not null primary key, `guild` text not null, `channel` text null, `message` text null, `mark` text null, `shown` text null, `edited_at` datetime null, `seen_at` datetime null, `trouble` text null)',
    );
    this.addSql(
      'create index `tickets__control_message_guild_index` on `tickets__control_message` (`guild`)',
    );
    this.addSql(
      'create index `tickets__control_message_message_index` on `tickets__control_message` (`message`)',
    );
    this.addSql(
      'create table `tickets__counter` (`guild` text not null primary key, `last` integer not null)',
    );
    this.addSql(
      'create table `tickets__happening` (`id` text not null primary key, `ticket` text not null, `guild` text not null, `version` integer not null, `action` text not null, `at` datetime not null, `actor` text not null, `from` text null, `to` text null, `reason` text null)',
    );
    this.addSql('create index `tickets__happening_actor_index` on `tickets__happening` (`actor`)');
    this.addSql('create index `tickets__happening_guild_at_index` on `tickets__happening` (`guild`, `at`)');
    this.addSql(
      'create index `tickets__happening_ticket_version_index` on `tickets__happening` (`ticket`, `version`)',
    );
    this.addSql(
      'create table `tickets__participant` (`ticket` text not null, `subject` text not null, `kind` text not null, `added_by` text not null, `added_at` datetime not null, primary key (`ticket`, `subject`))',
    );
    this.addSql('create index `tickets__participant_subject_index` on `tickets__participant` (`subject`)');
    this.addSql(
      'create table `tickets__ticket` (`id` text not null primary key, `guild` text not null, `number` integer not null, `type` text not null, `state` text not null, `creator` text not null, `subject` text null, `claimed_by` text null, `channel` text null, `opened_at` datetime not null, `closed_at` datetime null, `closed_by` text null, `close_reason` text null, `problem` text null, `version` integer not null, `number_key` text not null, `slot_key` text null, `request_key` text not null)',
    );
    this.addSql('create index `tickets__ticket_type_index` on `tickets__ticket` (`type`)');
    this.addSql('create index `tickets__ticket_state_index` on `tickets__ticket` (`state`)');
    this.addSql('create index `tickets__ticket_channel_index` on `tickets__ticket` (`channel`)');
    this.addSql(
      'create unique index `tickets__ticket_number_key_unique` on `tickets__ticket` (`number_key`)',
    );
    this.addSql('create unique index `tickets__ticket_slot_key_unique` on `tickets__ticket` (`slot_key`)');
    this.addSql(
      'create unique index `tickets__ticket_request_key_unique` on `tickets__ticket` (`request_key`)',
    );
    this.addSql(
      'create index `tickets__ticket_guild_state_opened_at_index` on `tickets__ticket` (`guild`, `state`, `opened_at`)',
    );
    this.addSql(
      'create index `tickets__ticket_guild_creator_index` on `tickets__ticket` (`guild`, `creator`)',
    );
    this.addSql(
      'create table `tickets__ticket_type` (`id` text not null primary key, `guild` text not null, `name` text not null, `emoji` text null, `position` integer not null, `staff_roles` json not null, `open_category` text null, `closed_category` text null, `name_pattern` text not null, `welcome` text not null, `per_person` integer not null, `removed_at` datetime null, `version` integer not null, `name_key` text null)',
    );
    this.addSql(
      'create unique index `tickets__ticket_type_name_key_unique` on `tickets__ticket_type` (`name_key`)',
    );
    this.addSql(
      'create index `tickets__ticket_type_guild_position_index` on `tickets__ticket_type` (`guild`, `position`)',
    );
  }
}
