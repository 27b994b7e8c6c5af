import { Migration } from '@mikro-orm/migrations';

export class Pads extends Migration {
  override up(): void {
    this.addSql(
      `create table "pads__attendance" ("id" varchar(12) not null, "guild" varchar(20) not null, "session" varchar(12) not null, "user" varchar(20) not null, "joined_at" timestamptz(3) not null, "left_at" timestamptz(3) null, "open_key" varchar(40) null, primary key ("id"))`,
    );
    this.addSql(`create index "pads__attendance_guild_index" on "pads__attendance" ("guild")`);
    this.addSql(`create index "pads__attendance_session_index" on "pads__attendance" ("session")`);
    this.addSql(`create index "pads__attendance_user_index" on "pads__attendance" ("user")`);
    this.addSql(
      `alter table "pads__attendance" add constraint "pads__attendance_open_key_unique" unique ("open_key")`,
    );
    this.addSql(
      `create table "pads__board" ("guild" varchar(20) not null, "channel" varchar(20) null, "message" varchar(20) null, "mark" varchar(12) null, "shown" varchar(40) null, "edited_at" timestamptz(3) null, "seen_at" timestamptz(3) null, "trouble" varchar(40) null, primary key ("guild"))`,
    );
    this.addSql(`create index "pads__board_message_index" on "pads__board" ("message")`);
    this.addSql(
      `create table "pads__session" ("id" varchar(12) not null, "guild" varchar(20) not null, "pad" int not null, "kind" varchar(16) not null, "host" varchar(20) not null, "cohost" varchar(20) null, "starts" varchar(255) not null, "starts_at" timestamptz(3) null, "note" varchar(300) null, "booked_at" timestamptz(3) not null, "ends_at" timestamptz(3) not null, "extensions" int not null default 0, "warnings" int not null default 0, "channel" varchar(20) not null, "message" varchar(20) null, "ended_at" timestamptz(3) null, "ended_by" varchar(20) null, "end_reason" varchar(16) null, "minutes" int null, "attendees" int null, "open_key" varchar(32) null, "host_key" varchar(48) null, primary key ("id"))`,
    );
    this.addSql(`create index "pads__session_host_index" on "pads__session" ("host")`);
    this.addSql(
      `alter table "pads__session" add constraint "pads__session_open_key_unique" unique ("open_key")`,
    );
    this.addSql(
      `alter table "pads__session" add constraint "pads__session_host_key_unique" unique ("host_key")`,
    );
    this.addSql(
      `create index "pads__session_guild_booked_at_index" on "pads__session" ("guild", "booked_at")`,
    );
    this.addSql(
      `create index "pads__session_open_key_ends_at_index" on "pads__session" ("open_key", "ends_at")`,
    );
    this.addSql(
      `create table "pads__waiting" ("id" varchar(12) not null, "guild" varchar(20) not null, "pad" int not null, "user" varchar(20) not null, "channel" varchar(20) not null, "since" timestamptz(3) not null, "held_until" timestamptz(3) null, "told" boolean not null default false, "place_key" varchar(64) not null, primary key ("id"))`,
    );
    this.addSql(`create index "pads__waiting_user_index" on "pads__waiting" ("user")`);
    this.addSql(`create index "pads__waiting_held_until_index" on "pads__waiting" ("held_until")`);
    this.addSql(
      `alter table "pads__waiting" add constraint "pads__waiting_place_key_unique" unique ("place_key")`,
    );
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
