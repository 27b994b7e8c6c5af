import { Migration } from '@mikro-orm/migrations';

export class Tickets extends Migration {
  override up(): void {
    this.addSql(
      'create table `tickets__activity` (`ticket` text not null primary key, `guild` text not null, `since` datetime not null, `guest_at` datetime null, `staff_at` datetime null, `asked_at` datetime null, `left_at` datetime null, `returned_at` datetime null, `version` integer not null)',
    );
    this.addSql('create index `tickets__activity_guild_index` on `tickets__activity` (`guild`)');
    this.addSql(
      'create table `tickets__answer_change` (`id` text not null primary key, `ticket` text not null, `guild` text not null, `version` integer not null, `at` datetime not null, `by` text not null, `question` text not null, `before` json not null, `after` json not null)',
    );
    this.addSql('create index `tickets__answer_change_guild_index` on `tickets__answer_change` (`guild`)');
    this.addSql('create index `tickets__answer_change_by_index` on `tickets__answer_change` (`by`)');
    this.addSql(
      'create index `tickets__answer_change_ticket_version_index` on `tickets__answer_change` (`ticket`, `version`)',
    );
    this.addSql(
      'create table `tickets__answer_message` (`ticket` text not null primary key, `guild` text not null, `channel` text null, `message` text null, `mark` text null, `shown` text null, `edited_at` datetime null, `seen_at` datetime null, `trouble` text null)',
    );
    this.addSql('create index `tickets__answer_message_guild_index` on `tickets__answer_message` (`guild`)');
    this.addSql(
      'create index `tickets__answer_message_message_index` on `tickets__answer_message` (`message`)',
    );
    this.addSql(
      'create table `tickets__answer_sheet` (`ticket` text not null primary key, `guild` text not null, `form` text not null, `answers` json not null, `steps` json not null, `people` text null, `done_at` datetime null, `version` integer not null)',
    );
    this.addSql('create index `tickets__answer_sheet_guild_index` on `tickets__answer_sheet` (`guild`)');
    this.addSql('create index `tickets__answer_sheet_form_index` on `tickets__answer_sheet` (`form`)');
    this.addSql(
      'create table `tickets__block` (`guild` text not null, `subject` text not null, `kind` text not null, `reason` text null, `until` datetime null, `by` text not null, `at` datetime not null, primary key (`guild`, `subject`))',
    );
    this.addSql('create index `tickets__block_subject_index` on `tickets__block` (`subject`)');
    this.addSql(
      'create table `tickets__captured_message` (`id` text not null primary key, `ticket` text not null, `guild` text not null, `channel` text not null, `thread` text null, `hidden` integer not null, `author` text not null, `author_name` text not null, `at` datetime not null, `text` text not null, `files` json not null, `uncopied` integer not null, `more` json not null, `history` json not null, `changed` integer not null, `deleted_at` datetime null, `heard_at` datetime not null)',
    );
    this.addSql(
      'create index `tickets__captured_message_guild_index` on `tickets__captured_message` (`guild`)',
    );
    this.addSql(
      'create index `tickets__captured_message_author_index` on `tickets__captured_message` (`author`)',
    );
    this.addSql('create index `tickets__captured_message_at_index` on `tickets__captured_message` (`at`)');
    this.addSql(
      'create index `tickets__captured_message_channel_id_index` on `tickets__captured_message` (`channel`, `id`)',
    );
    this.addSql(
      'create index `tickets__captured_message_ticket_heard_at_index` on `tickets__captured_message` (`ticket`, `heard_at`)',
    );
    this.addSql(
      'create table `tickets__close_request` (`id` text not null primary key, `ticket` text not null, `guild` text not null, `by` text not null, `asks` text not null, `reason` text null, `asked_at` datetime not null, `closes_at` datetime null, `state` text not null, `answered_by` text null, `waiting_key` text null)',
    );
    this.addSql('create index `tickets__close_request_ticket_index` on `tickets__close_request` (`ticket`)');
    this.addSql('create index `tickets__close_request_guild_index` on `tickets__close_request` (`guild`)');
    this.addSql('create index `tickets__close_request_by_index` on `tickets__close_request` (`by`)');
    this.addSql(
      'create index `tickets__close_request_answered_by_index` on `tickets__close_request` (`answered_by`)',
    );
    this.addSql(
      'create unique index `tickets__close_request_waiting_key_unique` on `tickets__close_request` (`waiting_key`)',
    );
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
      'create table `tickets__forgotten_person` (`mark` text not null primary key, `at` datetime not null)',
    );
    this.addSql(
      'create table `tickets__form` (`id` text not null primary key, `guild` text not null, `type` text not null, `number` integer not null, `place` text not null, `questions` json not null, `made_at` datetime not null, `version_key` text not null)',
    );
    this.addSql('create unique index `tickets__form_version_key_unique` on `tickets__form` (`version_key`)');
    this.addSql('create index `tickets__form_guild_type_index` on `tickets__form` (`guild`, `type`)');
    this.addSql(
      'create table `tickets__form_draft` (`id` text not null primary key, `guild` text not null, `type` text not null, `user` text not null, `form` text not null, `preview` integer not null, `subject` text null, `order` text null, `answers` json not null, `typed` json not null, `steps` json not null, `expires_at` datetime not null, `version` integer not null, `owner_key` text not null)',
    );
    this.addSql('create index `tickets__form_draft_guild_index` on `tickets__form_draft` (`guild`)');
    this.addSql('create index `tickets__form_draft_user_index` on `tickets__form_draft` (`user`)');
    this.addSql('create index `tickets__form_draft_form_index` on `tickets__form_draft` (`form`)');
    this.addSql(
      'create index `tickets__form_draft_expires_at_index` on `tickets__form_draft` (`expires_at`)',
    );
    this.addSql(
      'create unique index `tickets__form_draft_owner_key_unique` on `tickets__form_draft` (`owner_key`)',
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
      'create table `tickets__label` (`id` text not null primary key, `guild` text not null, `name` text not null, `name_key` text not null)',
    );
    this.addSql('create index `tickets__label_guild_index` on `tickets__label` (`guild`)');
    this.addSql('create unique index `tickets__label_name_key_unique` on `tickets__label` (`name_key`)');
    this.addSql(
      'create table `tickets__note` (`id` text not null primary key, `ticket` text not null, `guild` text not null, `author` text not null, `created_at` datetime not null, `text` text not null)',
    );
    this.addSql('create index `tickets__note_guild_index` on `tickets__note` (`guild`)');
    this.addSql('create index `tickets__note_author_index` on `tickets__note` (`author`)');
    this.addSql(
      'create index `tickets__note_ticket_created_at_index` on `tickets__note` (`ticket`, `created_at`)',
    );
    this.addSql(
      'create table `tickets__overflow_category` (`id` text not null primary key, `guild` text not null, `origin` text not null, `number` integer not null, `channel` text null, `asked_at` datetime not null, `number_key` text not null)',
    );
    this.addSql(
      'create index `tickets__overflow_category_guild_index` on `tickets__overflow_category` (`guild`)',
    );
    this.addSql(
      'create unique index `tickets__overflow_category_channel_unique` on `tickets__overflow_category` (`channel`)',
    );
    this.addSql(
      'create unique index `tickets__overflow_category_number_key_unique` on `tickets__overflow_category` (`number_key`)',
    );
    this.addSql(
      'create table `tickets__panel` (`id` text not null primary key, `guild` text not null, `channel` text not null, `channel_key` text null, `title` text null, `text` text null, `style` text not null, `types` json not null, `leftovers` json not null, `at` datetime not null, `removed_at` datetime null, `version` integer not null)',
    );
    this.addSql('create index `tickets__panel_channel_index` on `tickets__panel` (`channel`)');
    this.addSql(
      'create unique index `tickets__panel_channel_key_unique` on `tickets__panel` (`channel_key`)',
    );
    this.addSql('create index `tickets__panel_guild_at_index` on `tickets__panel` (`guild`, `at`)');
    this.addSql(
      'create table `tickets__panel_message` (`panel` text not null primary key, `guild` text not null, `channel` text null, `message` text null, `mark` text null, `shown` text null, `edited_at` datetime null, `seen_at` datetime null, `trouble` text null)',
    );
    this.addSql('create index `tickets__panel_message_guild_index` on `tickets__panel_message` (`guild`)');
    this.addSql(
      'create index `tickets__panel_message_message_index` on `tickets__panel_message` (`message`)',
    );
    this.addSql(
      'create table `tickets__participant` (`ticket` text not null, `subject` text not null, `kind` text not null, `staff` integer not null default false, `added_by` text not null, `added_at` datetime not null, primary key (`ticket`, `subject`))',
    );
    this.addSql('create index `tickets__participant_subject_index` on `tickets__participant` (`subject`)');
    this.addSql(
      'create table `tickets__post` (`subject` text not null primary key, `kind` text not null, `guild` text not null, `channel` text null, `message` text null, `mark` text null, `shown` text null, `edited_at` datetime null, `seen_at` datetime null, `trouble` text null)',
    );
    this.addSql('create index `tickets__post_guild_index` on `tickets__post` (`guild`)');
    this.addSql('create index `tickets__post_message_index` on `tickets__post` (`message`)');
    this.addSql(
      'create table `tickets__purge` (`id` text not null primary key, `guild` text not null, `by` text not null, `before` datetime not null, `type` text null, `archived_only` integer not null, `total` integer not null, `started_at` datetime not null, `finished_at` datetime null, `channel` text not null, `running_key` text null)',
    );
    this.addSql('create index `tickets__purge_guild_index` on `tickets__purge` (`guild`)');
    this.addSql('create index `tickets__purge_by_index` on `tickets__purge` (`by`)');
    this.addSql(
      'create unique index `tickets__purge_running_key_unique` on `tickets__purge` (`running_key`)',
    );
    this.addSql(
      'create table `tickets__rating` (`id` text not null primary key, `guild` text not null, `ticket` text not null, `closing` text not null, `user` text not null, `stars` integer null, `comment` text null, `asked_at` datetime not null, `rated_at` datetime null, `log_message` text null, `log_channel` text null)',
    );
    this.addSql('create index `tickets__rating_ticket_index` on `tickets__rating` (`ticket`)');
    this.addSql('create unique index `tickets__rating_closing_unique` on `tickets__rating` (`closing`)');
    this.addSql('create index `tickets__rating_user_index` on `tickets__rating` (`user`)');
    this.addSql('create index `tickets__rating_guild_id_index` on `tickets__rating` (`guild`, `id`)');
    this.addSql(
      'create table `tickets__server_staff` (`guild` text not null primary key, `roles` json not null)',
    );
    this.addSql(
      'create table `tickets__sign` (`ticket` text not null primary key, `guild` text not null, `name` text not null, `topic` text not null, `last_at` datetime null, `before_at` datetime null, `held_until` datetime null)',
    );
    this.addSql('create index `tickets__sign_guild_index` on `tickets__sign` (`guild`)');
    this.addSql(
      'create table `tickets__ticket` (`id` text not null primary key, `guild` text not null, `number` integer not null, `type` text not null, `state` text not null, `creator` text not null, `subject` text null, `claimed_by` text null, `channel` text null, `thread_in` text null, `category` text null, `name` text null, `topic` text null, `ahead` integer not null default 0, `opened_at` datetime not null, `first_answer_at` datetime null, `first_answer_by` text null, `closed_at` datetime null, `closed_by` text null, `close_reason` text null, `priority` integer not null default 1, `pinned_at` datetime null, `problem` text null, `version` integer not null, `number_key` text not null, `slot_key` text null, `request_key` text not null)',
    );
    this.addSql('create index `tickets__ticket_type_index` on `tickets__ticket` (`type`)');
    this.addSql('create index `tickets__ticket_state_index` on `tickets__ticket` (`state`)');
    this.addSql('create unique index `tickets__ticket_channel_unique` on `tickets__ticket` (`channel`)');
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
    this.addSql('create index `tickets__ticket_guild_number_index` on `tickets__ticket` (`guild`, `number`)');
    this.addSql(
      'create table `tickets__ticket_label` (`ticket` text not null, `label` text not null, `guild` text not null, primary key (`ticket`, `label`))',
    );
    this.addSql('create index `tickets__ticket_label_label_index` on `tickets__ticket_label` (`label`)');
    this.addSql('create index `tickets__ticket_label_guild_index` on `tickets__ticket_label` (`guild`)');
    this.addSql(
      "create table `tickets__ticket_type` (`id` text not null primary key, `guild` text not null, `name` text not null, `emoji` text null, `position` integer not null, `staff_roles` json not null, `open_category` text null, `closed_category` text null, `mode` text not null default 'channel', `thread_parent` text null, `name_pattern` text not null, `welcome` text not null, `per_person` integer not null, `per_type` integer not null default 0, `cooldown` integer not null default 0, `required_roles` json not null, `required_mode` text not null default 'any', `refused_roles` json not null, `remind_after` integer not null default 0, `close_after` integer not null default 0, `warn_before` integer not null default 60, `on_leave` text not null default 'nothing', `leave_grace` integer not null default 0, `ping_after` integer not null default 0, `ping_later` integer not null default false, `escalate_after` integer not null default 0, `escalate_roles` json not null, `hours` text not null default '', `hours_zone` text not null default '', `holidays` text not null default '', `outside` text not null default 'nothing', `timers_pause` integer not null default false, `ask_rating` integer not null default false, `removed_at` datetime null, `version` integer not null, `name_key` text null)",
    );
    this.addSql(
      'create unique index `tickets__ticket_type_name_key_unique` on `tickets__ticket_type` (`name_key`)',
    );
    this.addSql(
      'create index `tickets__ticket_type_guild_position_index` on `tickets__ticket_type` (`guild`, `position`)',
    );
    this.addSql(
      'create table `tickets__timer` (`ticket` text not null, `kind` text not null, `guild` text not null, `since` datetime not null, `due_at` datetime not null, `done_at` datetime null, primary key (`ticket`, `kind`))',
    );
    this.addSql('create index `tickets__timer_guild_index` on `tickets__timer` (`guild`)');
    this.addSql(
      'create index `tickets__timer_done_at_due_at_index` on `tickets__timer` (`done_at`, `due_at`)',
    );
    this.addSql(
      'create table `tickets__transcript` (`ticket` text not null primary key, `guild` text not null, `wanted` integer not null, `made` integer not null, `wanted_at` datetime not null, `made_at` datetime null, `folder` text null, `messages` integer not null, `read_at` datetime null, `last_messages` json not null, `staff_files` json not null, `creator_files` json not null, `sent` integer not null)',
    );
    this.addSql('create index `tickets__transcript_guild_index` on `tickets__transcript` (`guild`)');
    this.addSql(
      'create table `tickets__transcript_person` (`ticket` text not null, `user` text not null, `guild` text not null, primary key (`ticket`, `user`))',
    );
    this.addSql(
      'create index `tickets__transcript_person_user_index` on `tickets__transcript_person` (`user`)',
    );
    this.addSql(
      'create index `tickets__transcript_person_guild_index` on `tickets__transcript_person` (`guild`)',
    );
    this.addSql(
      'create table `tickets__transcript_post` (`ticket` text not null primary key, `guild` text not null, `channel` text null, `message` text null, `mark` text null, `shown` text null, `edited_at` datetime null, `seen_at` datetime null, `trouble` text null)',
    );
    this.addSql(
      'create index `tickets__transcript_post_guild_index` on `tickets__transcript_post` (`guild`)',
    );
    this.addSql(
      'create index `tickets__transcript_post_message_index` on `tickets__transcript_post` (`message`)',
    );
  }
}
