import type { ShownMessage } from '@guildhall/sandbox';
import type { TicketLane } from './ticket-lane.ts';
import { lastWords } from './ticket-operations.ts';

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

/** States in which there is a room, once everything has come to rest; in all others at rest there is none. */
const housed = new Set(['open', 'closed', 'archived']);
const over = new Set(['deleted', 'failed']);

/** All that there is of a ticket, in the database and in Discord, with its names and ids taken out. */
export function lookAtTicket(lane: TicketLane): object {
  const { row, guild, tickets } = lane;
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
  const looks = {
    rows: tickets.map(plainRow),
    type: row && lane.all('select name from tickets__ticket_type where id = ?', row.type),
    rooms,
    written: lane.written.map(({ text, buttons }) => ({ text, buttons })),
    record: row
      ? lane
          .all(
            'select action, actor, "from", "to" from tickets__happening where ticket = ? order by version',
            row.id,
          )
          .filter(({ action }) => !trouble.has(action as string))
      : [],
    audit: row
      ? lane
          .all(
            'select action, actor from host__audit where guild = ? and target = ? order by rowid',
            guild.id,
            String(row.number),
          )
          .filter(({ action }) => !trouble.has(action as string))
      : [],
    transcript: transcriptOf(lane),
    laidAside: laidAside(lane),
  };
  return JSON.parse(nameless(JSON.stringify(looks), lane)) as object;
}

/**
 * What became of what was written in it: the row, the files, the message for staff, and the letter to the creator. How
 * often it was read is not compared: of a channel that Discord does not delete at once it is read again.
 */
function transcriptOf(lane: TicketLane): object {
  const { transcript, filesOfTranscript, posts, letters } = lane;
  return {
    row: transcript && {
      made: transcript.made === transcript.wanted,
      sent: transcript.sent === transcript.made,
    },
    files: filesOfTranscript,
    posts: posts.map(carriedBy),
    letters: letters.map(carriedBy),
  };
}

/**
 * What a message says, and whether the words of the creator are in each of its files. How many messages there were is not
 * compared: some of the bot's own come sooner or later. Nor is the mark, which is another one each time.
 */
const carriedBy = ({ text, record }: ShownMessage) => ({
  text: text.replace(/\d+ messages?/, 'MESSAGES').replace(/ · \w{12}$/m, ''),
  files: record.attachments.map(({ filename, content }) => ({
    filename,
    whole: Buffer.from(content).includes(lastWords),
  })),
});

/** What is not as it must be of every ticket at rest. */
export function wrongWithTicket(lane: TicketLane): string[] {
  const { tickets, row, rooms, controls, transcript, posts, logLines } = lane;
  const known = row === undefined || housed.has(row.state) || over.has(row.state);
  const rights: [string, boolean][] = [
    [`there are ${tickets.length} tickets`, tickets.length <= 1],
    [`it stays ${row?.state}`, known],
    [`it has the problem ${row?.problem}`, !row?.problem],
    [
      `it is ${row?.state} in ${row?.channel}, and there are ${rooms.length} rooms: ${rooms.map(({ id }) => id)}`,
      row && housed.has(row.state)
        ? rooms.length === 1 && rooms[0]!.id === row.channel
        : rooms.length === 0 && !row?.channel,
    ],
    [`it has ${controls.length} messages with buttons`, controls.length === rooms.length],
    [`its transcript is not made`, !transcript || transcript.made >= transcript.wanted],
    [`its transcript is posted ${posts.length} times`, posts.length <= 1],
    [`the log tells twice: ${logLines.join(', ')}`, new Set(logLines).size === logLines.length],
    [`laid aside: ${JSON.stringify(laidAside(lane))}`, laidAside(lane).length === 0],
  ];
  return rights.filter(([, right]) => !right).map(([what]) => what);
}

const laidAside = (lane: TicketLane) =>
  lane.all(`select name, last_error from host__job where guild = ? and state = 'parked'`, lane.guild.id);

/** The row without what only tells when things were and which ticket it is. */
function plainRow(row: object): object {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !own.has(name))
      .map(([name, value]) => [name, /(_at|_key|^channel|^name)$/.test(name) ? value !== null : value]),
  );
}

function nameless(text: string, lane: TicketLane): string {
  const { row, guild, creator, sam } = lane;
  const names: [string | undefined, string][] = [
    [row?.id, 'TICKET'],
    [row?.channel ?? undefined, 'ROOM'],
    [creator.id, 'CREATOR'],
    [creator.name, 'CREATOR'],
    [sam.id, 'SAM'],
    [sam.name, 'SAM'],
    [guild.role('Support').id, 'SUPPORT'],
    [guild.channel('general').id, 'GENERAL'],
    [guild.bots[0]!.id, 'BOT'],
    [guild.id, 'EVERYONE'],
    [guild.name, 'SERVER'],
  ];
  return names
    .reduce((left, [given, name]) => (given ? left.replaceAll(given, name) : left), text)
    .replaceAll(/<t:\d+/g, '<t:TIME')
    .replaceAll(new RegExp(`(ticket-|ticket |· )0*${row?.number ?? 'none'}(?!\\d)`, 'g'), '$1NUMBER');
}
