import type { Database } from 'better-sqlite3';
import type { Lane } from './lane.ts';

/** What is left of trouble when it is over: staff were told of it. */
const trouble = new Set([
  'blocked',
  'mended',
  'tickets.blocked',
  'tickets.mended',
  'tickets.control.blocked',
]);

/** What tells one ticket from another, and how often it was written: not compared. */
const own = new Set(['id', 'number', 'guild', 'type', 'creator', 'version', 'number_key', 'request_key']);

/**
 * All that there is of a ticket, in the database and in Discord, with its names and ids taken out: two tickets to which
 * the same was done look alike, whatever went wrong on the way.
 */
export function lookAt(lane: Lane, database: Database): object {
  const { row, guild } = lane;
  const rooms = lane.rooms.map((room) => ({
    type: room.type,
    name: room.name,
    topic: room.topic,
    parent: room.parentId && guild.channel(room.parentId).name,
    overwrites: [...room.overwrites.values()]
      .map(({ id, allow, deny }) => `${id}: ${allow}, not ${deny}`)
      .sort(),
    thread: room.thread && { archived: room.thread.archived, locked: room.thread.locked },
    members: room.thread && [...room.thread.members.keys()].sort(),
  }));
  const all = (sql: string, ...values: string[]) =>
    database.prepare(sql).all(...values) as Record<string, unknown>[];
  const looks = {
    row: row && plainRow(row),
    type: row && all('select name from tickets__ticket_type where id = ?', row.type),
    rooms,
    written: lane.written.map(({ text, buttons }) => ({ text, buttons })),
    record: row
      ? all(
          'select action, actor, "from", "to" from tickets__happening where ticket = ? order by version',
          row.id,
        ).filter(({ action }) => !trouble.has(action as string))
      : [],
    audit: row
      ? all(
          'select action, actor from host__audit where guild = ? and target = ? order by rowid',
          guild.id,
          String(row.number),
        ).filter(({ action }) => !trouble.has(action as string))
      : [],
    laidAside: all(`select name, last_error from host__job where guild = ? and state = 'parked'`, guild.id),
  };
  return JSON.parse(nameless(JSON.stringify(looks), lane)) as object;
}

/** The row without what only tells when things were and which ticket it is. */
function plainRow(row: object): object {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !own.has(name))
      .map(([name, value]) => [name, /(_at|_key|^channel|^name)$/.test(name) ? value !== null : value]),
  );
}

function nameless(text: string, lane: Lane): string {
  const { row, guild, creator, sam } = lane;
  const names: [string | undefined, string][] = [
    [row?.id, 'TICKET'],
    [row?.channel ?? undefined, 'ROOM'],
    [creator.id, 'CREATOR'],
    [creator.name, 'CREATOR'],
    [sam.id, 'SAM'],
    [guild.role('Support').id, 'SUPPORT'],
    [guild.bots[0]!.id, 'BOT'],
    [guild.id, 'EVERYONE'],
  ];
  return names
    .reduce((left, [given, name]) => (given ? left.replaceAll(given, name) : left), text)
    .replaceAll(/<t:\d+/g, '<t:TIME')
    .replaceAll(new RegExp(`(ticket-|ticket |· )0*${row?.number ?? 'none'}(?!\\d)`, 'g'), '$1NUMBER');
}
