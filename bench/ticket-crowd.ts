import type { SandboxGuild } from '@guildhall/sandbox';
import { ChannelType } from 'discord-api-types/v10';
import texts from '../plugins/tickets/locales/en-US.json' with { type: 'json' };
import { overwritesOf } from '../plugins/tickets/rooms/overwrites.ts';
import { createChannel } from '../sandbox/discord/state/channels.ts';
import type { Channel } from '../sandbox/discord/state/types.ts';
import type { TicketDesk } from './ticket-desk.ts';

/** What became of a ticket while the bot was away. */
export type Fate = 'fine' | 'channel deleted' | 'somebody let in' | 'half made' | 'half closed';

/** An open ticket that nobody had to click for. */
export interface Housed {
  readonly id: string;
  readonly guild: SandboxGuild;
  readonly creator: string;
  readonly channel: Channel;
}

/** Writes open tickets past the bot, with their channels: ten thousand clicks would take longer than the bench. */
export function houseTickets(desk: TicketDesk, guild: SandboxGuild, count: number): Housed[] {
  const { world } = desk.sandbox;
  const creators = Array.from({ length: count }, (_, index) => guild.member(`${guild.name}-${index}`).id);
  return desk.database((database) => {
    const type = database.prepare('select id from tickets__ticket_type where guild = ?').get(guild.id)!.id;
    const ticket = database.prepare(
      `insert into tickets__ticket (id, guild, number, type, state, creator, channel, opened_at, version, number_key, slot_key, request_key)
        values (?, ?, ?, ?, 'open', ?, ?, ?, 4, ?, ?, ?)`,
    );
    const sign = database.prepare(
      'insert into tickets__sign (ticket, guild, name, topic) values (?, ?, ?, ?)',
    );
    database.exec('begin');
    const housed = creators.map((creator, index) => {
      const number = index + 1;
      const digits = String(number).padStart(4, '0');
      const id = `t${guild.id.slice(-6)}${String(number).padStart(5, '0')}`;
      const name = `ticket-${digits}`;
      const topic = texts.room.topic
        .replace('{{type}}', 'Support')
        .replace('{{number}}', String(number))
        .replace('{{mark}}', `#${id}`);
      const channel = createChannel(world, guild.record, {
        name,
        topic,
        type: ChannelType.GuildText,
        overwrites: rightsIn(desk, { guild, creator, state: 'open' }),
      });
      const now = world.clock.now();
      ticket.run(
        id,
        guild.id,
        number,
        type!,
        creator,
        channel.id,
        now,
        `${guild.id}:${number}`,
        `${type}:${creator}:0`,
        id,
      );
      sign.run(id, guild.id, name, topic);
      return { id, guild, creator, channel };
    });
    const counter =
      'insert into tickets__counter (guild, last) values (?, ?) on conflict do update set last = excluded.last';
    database.prepare(counter).run(guild.id, count);
    database.exec('commit');
    return housed;
  });
}

/** Who may do what in the channel of a ticket. */
export function rightsIn(
  desk: TicketDesk,
  { guild, creator, state }: Pick<Housed, 'guild' | 'creator'> & { readonly state: 'open' | 'closed' },
): Channel['overwrites'] {
  const wanted = overwritesOf({
    ticket: { guild: guild.id, creator, state, claimedBy: null },
    staffRoles: [guild.role('Support').id],
    participants: [],
    bot: desk.account.id,
    othersWrite: true,
  });
  return new Map(
    wanted.map(({ id, type, allow, deny }) => [id, { id, type, allow: BigInt(allow), deny: BigInt(deny) }]),
  );
}
