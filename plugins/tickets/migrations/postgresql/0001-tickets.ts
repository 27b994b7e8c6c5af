import { Migration } from '@mikro-orm/migrations';

export class Tickets extends Migration {
  override up(): void {
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
      `create table "tickets__happening" ("id" varchar(12) not null, "ticket" varchar(12) not null, "guild" varchar(20) not null, "version" int not null, "action" varchar(20) not null, "at" timestamptz(3) not null, "actor" varchar(20) not null, "from" text null, "to" text null, "reason" varchar(300) null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__happening_actor_index" on "tickets__happening" ("actor")`);
    this.addSql(`create index "tickets__happening_guild_at_index" on "tickets__happening" ("guild", "at")`);
    this.addSql(
      `create index "tickets__happening_ticket_version_index" on "tickets__happening" ("ticket", "version")`,
    );
    this.addSql(
      `create table "tickets__participant" ("ticket" varchar(12) not null, "subject" varchar(20) not null, "kind" varchar(4) not null, "added_by" varchar(20) not null, "added_at" timestamptz(3) not null, primary key ("ticket", "subject"))`,
    );
    this.addSql(`create index "tickets__participant_subject_index" on "tickets__participant" ("subject")`);
    this.addSql(
      `create table "tickets__ticket" ("id" varchar(12) not null, "guild" varchar(20) not null, "number" int not null, "type" varchar(12) not null, "state" varchar(12) not null, "creator" varchar(20) not null, "subject" varchar(100) null, "claimed_by" varchar(20) null, "channel" varchar(20) null, "opened_at" timestamptz(3) not null, "closed_at" timestamptz(3) null, "closed_by" varchar(20) null, "close_reason" varchar(300) null, "problem" varchar(40) null, "version" int not null, "number_key" varchar(32) not null, "slot_key" varchar(48) null, "request_key" varchar(48) not null, primary key ("id"))`,
    );
    this.addSql(`create index "tickets__ticket_type_index" on "tickets__ticket" ("type")`);
    this.addSql(`create index "tickets__ticket_state_index" on "tickets__ticket" ("state")`);
    this.addSql(`create index "tickets__ticket_channel_index" on "tickets__ticket" ("channel")`);
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
    this.addSql(
      `create table "tickets__ticket_type" ("id" varchar(12) not null, "guild" varchar(20) not null, "name" varchar(40) not null, "emoji" varchar(64) null, "position" int not null, "staff_roles" jsonb not null, "open_category" varchar(20) null, "closed_category" varchar(20) null, "name_pattern" varchar(90) not null, "welcome" text not null, "per_person" int not null, "removed_at" timestamptz(3) null, "version" int not null, "name_key" varchar(64) null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "tickets__ticket_type" add constraint "tickets__ticket_type_name_key_unique" unique ("name_key")`,
    );
    this.addSql(
      `create index "tickets__ticket_type_guild_position_index" on "tickets__ticket_type" ("guild", "position")`,
    );
  }
}
