import { Migration } from '@mikro-orm/migrations';

export class Tickets extends Migration {
  override up(): void {
    this.addSql(
      `create table "tickets__activity" ("ticket" varchar(12) not null, "guild" varchar(20) not null, "since" timestamptz(3) not null, "guest_at" timestamptz(3) null, "staff_at" timestamptz(3) null, "asked_at" timestamptz(3) null, "left_at" timestamptz(3) null, "returned_at" timestamptz(3) null, "version" int not null, primary key ("ticket"))`,
    );
    this.addSql(`create index "tickets__activity_guild_index" on "tickets__activity" ("guild")`);
    this.addSql(
      `create table "tickets__answer_change" ("id" varchar(12) not null, "ticket" varchar(12) not null, "guild" varchar(20) not null, "version" int not null, "at" timestamptz(3) not null, "by" varchar(20) not null, "question" varchar(12) not null, "before" jsonb not null, "after" jsonb not null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__answer_change_guild_index" on "tickets__answer_change" ("guild")`);
    this.addSql(`create index "tickets__answer_change_by_index" on "tickets__answer_change" ("by")`);
    this.addSql(
      `create index "tickets__answer_change_ticket_version_index" on "tickets__answer_change" ("ticket", "version")`,
    );
    this.addSql(
      `create table "tickets__answer_message" ("ticket" varchar(12) not null, "guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("ticket"))`,
    );
    this.addSql(`create index "tickets__answer_message_guild_index" on "tickets__answer_message" ("guild")`);
    this.addSql(
      `create index "tickets__answer_message_message_index" on "tickets__answer_message" ("message")`,
    );
    this.addSql(
      `create table "tickets__answer_sheet" ("ticket" varchar(12) not null, "guild" varchar(20) not null, "form" varchar(12) not null, "answers" jsonb not null, "steps" jsonb not null, "people" text null, "done_at" timestamptz(3) null, "version" int not null, primary key ("ticket"))`,
    );
    this.addSql(`create index "tickets__answer_sheet_guild_index" on "tickets__answer_sheet" ("guild")`);
    this.addSql(`create index "tickets__answer_sheet_form_index" on "tickets__answer_sheet" ("form")`);
    this.addSql(
      `create table "tickets__block" ("guild" varchar(20) not null, "subject" varchar(20) not null, "kind" varchar(4) not null, "reason" varchar(300) null, "until" timestamptz(3) null, "by" varchar(20) not null, "at" timestamptz(3) not null, primary key ("guild", "subject"))`,
    );
    this.addSql(`create index "tickets__block_subject_index" on "tickets__block" ("subject")`);
    this.addSql(
      `create table "tickets__captured_message" ("id" varchar(20) not null, "ticket" varchar(12) not null, "guild" varchar(20) not null, "channel" varchar(20) not null, "thread" varchar(100) null, "hidden" boolean not null, "author" varchar(20) not null, "author_name" varchar(80) not null, "at" timestamptz(3) not null, "text" text not null, "files" jsonb not null, "uncopied" boolean not null, "more" jsonb not null, "history" jsonb not null, "changed" boolean not null, "deleted_at" timestamptz(3) null, "heard_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "tickets__captured_message_guild_index" on "tickets__captured_message" ("guild")`,
    );
    this.addSql(
      `create index "tickets__captured_message_author_index" on "tickets__captured_message" ("author")`,
    );
    this.addSql(`create index "tickets__captured_message_at_index" on "tickets__captured_message" ("at")`);
    this.addSql(
      `create index "tickets__captured_message_channel_id_index" on "tickets__captured_message" ("channel", "id")`,
    );
    this.addSql(
      `create index "tickets__captured_message_ticket_heard_at_index" on "tickets__captured_message" ("ticket", "heard_at")`,
    );
    this.addSql(
      `create table "tickets__close_request" ("id" varchar(12) not null, "ticket" varchar(12) not null, "guild" varchar(20) not null, "by" varchar(20) not null, "asks" varchar(5) not null, "reason" varchar(300) null, "asked_at" timestamptz(3) not null, "closes_at" timestamptz(3) null, "state" varchar(8) not null, "answered_by" varchar(20) null, "waiting_key" varchar(12) null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__close_request_ticket_index" on "tickets__close_request" ("ticket")`);
    this.addSql(`create index "tickets__close_request_guild_index" on "tickets__close_request" ("guild")`);
    this.addSql(`create index "tickets__close_request_by_index" on "tickets__close_request" ("by")`);
    this.addSql(
      `create index "tickets__close_request_answered_by_index" on "tickets__close_request" ("answered_by")`,
    );
    this.addSql(
      `alter table "tickets__close_request" add constraint "tickets__close_request_waiting_key_unique" unique ("waiting_key")`,
    );
    this.addSql(
      `create table "tickets__control_message" ("ticket" varchar(12) not null, "guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("ticket"))`,
    );
    this.addSql(
      `create index "tickets__control_message_guild_index" on "tickets__control_message" ("guild")`,
    );
    this.addSql(
      `create index "tickets__control_message_message_index" on "tickets__control_message" ("message")`,
    );
    this.addSql(
      `create table "tickets__counter" ("guild" varchar(20) not null, "last" int not null, primary key ("guild"))`,
    );
    this.addSql(
      `create table "tickets__forgotten_person" ("mark" varchar(20) not null, "at" timestamptz(3) not null, primary key ("mark"))`,
    );
    this.addSql(
      `create table "tickets__form" ("id" varchar(12) not null, "guild" varchar(20) not null, "type" varchar(12) not null, "number" int not null, "place" varchar(8) not null, "questions" jsonb not null, "made_at" timestamptz(3) not null, "version_key" varchar(24) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "tickets__form" add constraint "tickets__form_version_key_unique" unique ("version_key")`,
    );
    this.addSql(`create index "tickets__form_guild_type_index" on "tickets__form" ("guild", "type")`);
    this.addSql(
      `create table "tickets__form_draft" ("id" varchar(12) not null, "guild" varchar(20) not null, "type" varchar(12) not null, "user" varchar(20) not null, "form" varchar(12) not null, "preview" boolean not null, "subject" varchar(100) null, "order" varchar(60) null, "answers" jsonb not null, "typed" jsonb not null, "steps" jsonb not null, "expires_at" timestamptz(3) not null, "version" int not null, "owner_key" varchar(48) not null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__form_draft_guild_index" on "tickets__form_draft" ("guild")`);
    this.addSql(`create index "tickets__form_draft_user_index" on "tickets__form_draft" ("user")`);
    this.addSql(`create index "tickets__form_draft_form_index" on "tickets__form_draft" ("form")`);
    this.addSql(
      `create index "tickets__form_draft_expires_at_index" on "tickets__form_draft" ("expires_at")`,
    );
    this.addSql(
      `alter table "tickets__form_draft" add constraint "tickets__form_draft_owner_key_unique" unique ("owner_key")`,
    );
    this.addSql(
      `create table "tickets__happening" ("id" varchar(12) not null, "ticket" varchar(12) not null, "guild" varchar(20) not null, "version" int not null, "action" varchar(20) not null, "at" timestamptz(3) not null, "actor" varchar(20) not null, "from" text null, "to" text null, "reason" varchar(300) null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__happening_actor_index" on "tickets__happening" ("actor")`);
    this.addSql(`create index "tickets__happening_guild_at_index" on "tickets__happening" ("guild", "at")`);
    this.addSql(
      `create index "tickets__happening_ticket_version_index" on "tickets__happening" ("ticket", "version")`,
    );
    this.addSql(
      `create table "tickets__label" ("id" varchar(12) not null, "guild" varchar(20) not null, "name" varchar(30) not null, "name_key" varchar(64) not null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__label_guild_index" on "tickets__label" ("guild")`);
    this.addSql(
      `alter table "tickets__label" add constraint "tickets__label_name_key_unique" unique ("name_key")`,
    );
    this.addSql(
      `create table "tickets__note" ("id" varchar(12) not null, "ticket" varchar(12) not null, "guild" varchar(20) not null, "author" varchar(20) not null, "created_at" timestamptz(3) not null, "text" text not null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__note_guild_index" on "tickets__note" ("guild")`);
    this.addSql(`create index "tickets__note_author_index" on "tickets__note" ("author")`);
    this.addSql(
      `create index "tickets__note_ticket_created_at_index" on "tickets__note" ("ticket", "created_at")`,
    );
    this.addSql(
      `create table "tickets__overflow_category" ("id" varchar(12) not null, "guild" varchar(20) not null, "origin" varchar(20) not null, "number" int not null, "channel" varchar(20) null, "asked_at" timestamptz(3) not null, "number_key" varchar(32) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "tickets__overflow_category_guild_index" on "tickets__overflow_category" ("guild")`,
    );
    this.addSql(
      `alter table "tickets__overflow_category" add constraint "tickets__overflow_category_channel_unique" unique ("channel")`,
    );
    this.addSql(
      `alter table "tickets__overflow_category" add constraint "tickets__overflow_category_number_key_unique" unique ("number_key")`,
    );
    this.addSql(
      `create table "tickets__panel" ("id" varchar(12) not null, "guild" varchar(20) not null, "channel" varchar(20) not null, "channel_key" varchar(20) null, "title" varchar(100) null, "text" text null, "style" varchar(8) not null, "types" jsonb not null, "leftovers" jsonb not null, "at" timestamptz(3) not null, "removed_at" timestamptz(3) null, "version" int not null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__panel_channel_index" on "tickets__panel" ("channel")`);
    this.addSql(
      `alter table "tickets__panel" add constraint "tickets__panel_channel_key_unique" unique ("channel_key")`,
    );
    this.addSql(`create index "tickets__panel_guild_at_index" on "tickets__panel" ("guild", "at")`);
    this.addSql(
      `create table "tickets__panel_message" ("panel" varchar(12) not null, "guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("panel"))`,
    );
    this.addSql(`create index "tickets__panel_message_guild_index" on "tickets__panel_message" ("guild")`);
    this.addSql(
      `create index "tickets__panel_message_message_index" on "tickets__panel_message" ("message")`,
    );
    this.addSql(
      `create table "tickets__participant" ("ticket" varchar(12) not null, "subject" varchar(20) not null, "kind" varchar(4) not null, "staff" boolean not null default false, "added_by" varchar(20) not null, "added_at" timestamptz(3) not null, primary key ("ticket", "subject"))`,
    );
    this.addSql(`create index "tickets__participant_subject_index" on "tickets__participant" ("subject")`);
    this.addSql(
      `create table "tickets__post" ("subject" varchar(12) not null, "kind" varchar(8) not null, "guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("subject"))`,
    );
    this.addSql(`create index "tickets__post_guild_index" on "tickets__post" ("guild")`);
    this.addSql(`create index "tickets__post_message_index" on "tickets__post" ("message")`);
    this.addSql(
      `create table "tickets__purge" ("id" varchar(12) not null, "guild" varchar(20) not null, "by" varchar(20) not null, "before" timestamptz(3) not null, "type" varchar(12) null, "archived_only" boolean not null, "total" int not null, "started_at" timestamptz(3) not null, "finished_at" timestamptz(3) null, "channel" varchar(20) not null, "running_key" varchar(20) null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__purge_guild_index" on "tickets__purge" ("guild")`);
    this.addSql(`create index "tickets__purge_by_index" on "tickets__purge" ("by")`);
    this.addSql(
      `alter table "tickets__purge" add constraint "tickets__purge_running_key_unique" unique ("running_key")`,
    );
    this.addSql(
      `create table "tickets__rating" ("id" varchar(12) not null, "guild" varchar(20) not null, "ticket" varchar(12) not null, "closing" varchar(32) not null, "user" varchar(20) not null, "stars" int null, "comment" varchar(1000) null, "asked_at" timestamptz(3) not null, "rated_at" timestamptz(3) null, "log_message" varchar(20) null, "log_channel" varchar(20) null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__rating_ticket_index" on "tickets__rating" ("ticket")`);
    this.addSql(
      `alter table "tickets__rating" add constraint "tickets__rating_closing_unique" unique ("closing")`,
    );
    this.addSql(`create index "tickets__rating_user_index" on "tickets__rating" ("user")`);
    this.addSql(`create index "tickets__rating_guild_id_index" on "tickets__rating" ("guild", "id")`);
    this.addSql(
      `create table "tickets__server_staff" ("guild" varchar(20) not null, "roles" jsonb not null, primary key ("guild"))`,
    );
    this.addSql(
      `create table "tickets__sign" ("ticket" varchar(12) not null, "guild" varchar(20) not null, "name" varchar(100) not null, "topic" text not null, "last_at" timestamptz(3) null, "before_at" timestamptz(3) null, "held_until" timestamptz(3) null, primary key ("ticket"))`,
    );
    this.addSql(`create index "tickets__sign_guild_index" on "tickets__sign" ("guild")`);
    this.addSql(
      `create table "tickets__ticket" ("id" varchar(12) not null, "guild" varchar(20) not null, "number" int not null, "type" varchar(12) not null, "state" varchar(12) not null, "creator" varchar(20) not null, "subject" varchar(100) null, "claimed_by" varchar(20) null, "channel" varchar(20) null, "thread_in" varchar(20) null, "category" varchar(20) null, "name" varchar(100) null, "topic" varchar(300) null, "ahead" int not null default 0, "opened_at" timestamptz(3) not null, "first_answer_at" timestamptz(3) null, "first_answer_by" varchar(20) null, "closed_at" timestamptz(3) null, "closed_by" varchar(20) null, "close_reason" varchar(300) null, "priority" int not null default 1, "pinned_at" timestamptz(3) null, "problem" varchar(80) null, "version" int not null, "number_key" varchar(32) not null, "slot_key" varchar(48) null, "request_key" varchar(48) not null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__ticket_type_index" on "tickets__ticket" ("type")`);
    this.addSql(`create index "tickets__ticket_state_index" on "tickets__ticket" ("state")`);
    this.addSql(
      `alter table "tickets__ticket" add constraint "tickets__ticket_channel_unique" unique ("channel")`,
    );
    this.addSql(
      `alter table "tickets__ticket" add constraint "tickets__ticket_number_key_unique" unique ("number_key")`,
    );
    this.addSql(
      `alter table "tickets__ticket" add constraint "tickets__ticket_slot_key_unique" unique ("slot_key")`,
    );
    this.addSql(
      `alter table "tickets__ticket" add constraint "tickets__ticket_request_key_unique" unique ("request_key")`,
    );
    this.addSql(
      `create index "tickets__ticket_guild_state_opened_at_index" on "tickets__ticket" ("guild", "state", "opened_at")`,
    );
    this.addSql(
      `create index "tickets__ticket_guild_creator_index" on "tickets__ticket" ("guild", "creator")`,
    );
    this.addSql(`create index "tickets__ticket_guild_number_index" on "tickets__ticket" ("guild", "number")`);
    this.addSql(
      `create table "tickets__ticket_label" ("ticket" varchar(12) not null, "label" varchar(12) not null, "guild" varchar(20) not null, primary key ("ticket", "label"))`,
    );
    this.addSql(`create index "tickets__ticket_label_label_index" on "tickets__ticket_label" ("label")`);
    this.addSql(`create index "tickets__ticket_label_guild_index" on "tickets__ticket_label" ("guild")`);
    this.addSql(
      `create table "tickets__ticket_type" ("id" varchar(12) not null, "guild" varchar(20) not null, "name" varchar(40) not null, "emoji" varchar(64) null, "position" int not null, "staff_roles" jsonb not null, "open_category" varchar(20) null, "closed_category" varchar(20) null, "mode" varchar(8) not null default 'channel', "thread_parent" varchar(20) null, "name_pattern" varchar(90) not null, "welcome" text not null, "per_person" int not null, "per_type" int not null default 0, "cooldown" int not null default 0, "required_roles" jsonb not null, "required_mode" varchar(3) not null default 'any', "refused_roles" jsonb not null, "remind_after" int not null default 0, "close_after" int not null default 0, "warn_before" int not null default 60, "on_leave" varchar(8) not null default 'nothing', "leave_grace" int not null default 0, "ping_after" int not null default 0, "ping_later" boolean not null default false, "escalate_after" int not null default 0, "escalate_roles" jsonb not null, "hours" varchar(400) not null default '', "hours_zone" varchar(60) not null default '', "holidays" varchar(400) not null default '', "outside" varchar(8) not null default 'nothing', "timers_pause" boolean not null default false, "ask_rating" boolean not null default false, "removed_at" timestamptz(3) null, "version" int not null, "name_key" varchar(64) null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "tickets__ticket_type" add constraint "tickets__ticket_type_name_key_unique" unique ("name_key")`,
    );
    this.addSql(
      `create index "tickets__ticket_type_guild_position_index" on "tickets__ticket_type" ("guild", "position")`,
    );
    this.addSql(
      `create table "tickets__timer" ("ticket" varchar(12) not null, "kind" varchar(10) not null, "guild" varchar(20) not null, "since" timestamptz(3) not null, "due_at" timestamptz(3) not null, "done_at" timestamptz(3) null, primary key ("ticket", "kind"))`,
    );
    this.addSql(`create index "tickets__timer_guild_index" on "tickets__timer" ("guild")`);
    this.addSql(
      `create index "tickets__timer_done_at_due_at_index" on "tickets__timer" ("done_at", "due_at")`,
    );
    this.addSql(
      `create table "tickets__transcript" ("ticket" varchar(12) not null, "guild" varchar(20) not null, "wanted" int not null, "made" int not null, "wanted_at" timestamptz(3) not null, "made_at" timestamptz(3) null, "folder" varchar(80) null, "messages" int not null, "read_at" timestamptz(3) null, "last_messages" jsonb not null, "staff_files" jsonb not null, "creator_files" jsonb not null, "sent" int not null, primary key ("ticket"))`,
    );
    this.addSql(`create index "tickets__transcript_guild_index" on "tickets__transcript" ("guild")`);
    this.addSql(
      `create table "tickets__transcript_person" ("ticket" varchar(12) not null, "user" varchar(20) not null, "guild" varchar(20) not null, primary key ("ticket", "user"))`,
    );
    this.addSql(
      `create index "tickets__transcript_person_user_index" on "tickets__transcript_person" ("user")`,
    );
    this.addSql(
      `create index "tickets__transcript_person_guild_index" on "tickets__transcript_person" ("guild")`,
    );
    this.addSql(
      `create table "tickets__transcript_post" ("ticket" varchar(12) not null, "guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("ticket"))`,
    );
    this.addSql(
      `create index "tickets__transcript_post_guild_index" on "tickets__transcript_post" ("guild")`,
    );
    this.addSql(
      `create index "tickets__transcript_post_message_index" on "tickets__transcript_post" ("message")`,
    );
  }
}
