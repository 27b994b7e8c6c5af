import { Migration } from '@mikro-orm/migrations';

export class Pads extends Migration {
  override up(): void {
    this.addSql(
      `create table "pads__attendance" ("id" text not null primary key, "guild" text not null, "session" text not null, "user" text not null, "joined_at" datetime not null, "left_at" datetime null, "open_key" text null)`,
    );
    this.addSql(`create index "pads__attendance_guild_index" on "pads__attendance" ("guild")`);
    this.addSql(`create index "pads__attendance_session_index" on "pads__attendance" ("session")`);
    this.addSql(`create index "pads__attendance_user_index" on "pads__attendance" ("user")`);
    this.addSql(`create unique index "pads__attendance_open_key_unique" on "pads__attendance" ("open_key")`);
    this.addSql(
      `create table "pads__board" ("guild" text not null primary key, "channel" text null, "message" text null, "mark" text null, "shown" text null, "edited_at" datetime null, "seen_at" datetime null, "trouble" text null)`,
    );
    this.addSql(`create index "pads__board_message_index" on "pads__board" ("message")`);
    this.addSql(
      `create table "pads__session" ("id" text not null primary key, "guild" text not null, "pad" integer not null, "kind" text not null, "host" text not null, "cohost" text null, "starts" text not null, "starts_at" datetime null, "note" text null, "booked_at" datetime not null, "ends_at" datetime not null, "extensions" integer not null default 0, "warnings" integer not null default 0, "channel" text not null, "message" text null, "ended_at" datetime null, "ended_by" text null, "end_reason" text null, "minutes" integer null, "attendees" integer null, "open_key" text null, "host_key" text null)`,
    );
    this.addSql(`create index "pads__session_host_index" on "pads__session" ("host")`);
    this.addSql(`create unique index "pads__session_open_key_unique" on "pads__session" ("open_key")`);
    this.addSql(`create unique index "pads__session_host_key_unique" on "pads__session" ("host_key")`);
    this.addSql(
      `create index "pads__session_guild_booked_at_index" on "pads__session" ("guild", "booked_at")`,
    );
    this.addSql(
      `create index "pads__session_open_key_ends_at_index" on "pads__session" ("open_key", "ends_at")`,
    );
    this.addSql(
      `create table "pads__waiting" ("id" text not null primary key, "guild" text not null, "pad" integer not null, "user" text not null, "channel" text not null, "since" datetime not null, "held_until" datetime null, "told" integer not null default false, "place_key" text not null)`,
    );
    this.addSql(`create index "pads__waiting_user_index" on "pads__waiting" ("user")`);
    this.addSql(`create index "pads__waiting_held_until_index" on "pads__waiting" ("held_until")`);
    this.addSql(`create unique index "pads__waiting_place_key_unique" on "pads__waiting" ("place_key")`);
    this.addSql(
      `create index "pads__waiting_guild_pad_since_index" on "pads__waiting" ("guild", "pad", "since")`,
    );
  }

  override down(): void {
    this.addSql('drop table if exists pads__board');
    this.addSql('drop table if exists pads__waiting');
    this.addSql('drop table if exists pads__attendance');
    this.addSql('drop table if exists pads__session');
  }
}
