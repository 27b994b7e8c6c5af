import type { Figure } from './report.ts';
import { type Fate, type Housed, houseTickets, rightsIn } from './ticket-crowd.ts';
import type { TicketDesk } from './ticket-desk.ts';

export interface StartPlan {
  readonly guilds: number;
  /** Open tickets in each: Discord lets 500 channels into a server. */
  readonly perGuild: number;
}

/** One ticket in so many has each of the fates that are not `fine`. */
const every = 100;
const fates: readonly Fate[] = ['channel deleted', 'somebody let in', 'half made', 'half closed'];

/** Up to when all is to be right, and how long a sweep is watched, in ms. */
const patience = { start: 5 * 60_000, sweep: 120_000 };
/** Longer than the time between two sweeps, in ms. */
const period = 11 * 60_000;

/** Many open tickets: what a sweep over them costs, and how long a start takes after things happened meanwhile. */
export async function startUp(desk: TicketDesk, { guilds, perGuild }: StartPlan): Promise<Figure[]> {
  const servers = Array.from({ length: guilds }, (_, index) => desk.guild(`Many ${index}`, ['general']));
  await desk.start();
  for (const guild of servers) await desk.addType(guild);
  await desk.halt('SIGTERM');
  const tickets = servers.flatMap((guild) => houseTickets(desk, guild, perGuild));

  const idle = await desk.calls(async () => {
    await desk.start();
    await desk.until('nothing is left to do after a start', () => settled(desk), patience.start);
  });
  const swept = await desk.calls(async () => {
    const due = `select min(next_run_at) from host__schedule where plugin = 'tickets'`;
    const before = desk.number(due);
    desk.sandbox.clock.advance(period);
    await desk.until('the sweeps ran', () => desk.number(due) > before && settled(desk), patience.sweep);
  });

  await desk.halt('SIGKILL');
  const broken = tickets.filter((ticket, index) => {
    const fate = fates[index % every] ?? 'fine';
    befall(desk, ticket, fate);
    return fate !== 'fine';
  });
  const began = performance.now();
  const repair = await desk.calls(async () => {
    await desk.start();
    const right = () => {
      const states = statesOf(desk);
      return broken.every((ticket, index) =>
        isRight(desk, ticket, fates[index % fates.length]!, states.get(ticket.id)),
      );
    };
    await desk.until('all tickets are right', () => settled(desk) && right(), patience.start);
  });
  const took = (performance.now() - began) / 1_000;
  const lost =
    tickets.length - desk.number(`select count(*) from tickets__ticket where state in ('open', 'closed')`);
  return [
    { name: 'open tickets', value: tickets.length, unit: '' },
    { name: 'start: requests for each open ticket', value: idle.length / tickets.length, unit: '' },
    {
      name: 'sweep: requests for each open ticket',
      value: swept.length / tickets.length,
      unit: '',
      goal: { most: 0.01 },
    },
    { name: 'start after a crash: tickets to repair', value: broken.length, unit: '' },
    {
      name: 'start after a crash: requests for each of them',
      value: repair.length / broken.length,
      unit: '',
    },
    { name: 'start after a crash: until all is right', value: took, unit: 's', goal: { most: 60 } },
    {
      name: 'start after a crash: tickets that ended beside those whose channel was deleted',
      value: lost - broken.length / fates.length,
      unit: '',
      goal: { most: 0 },
    },
  ];
}

/** Whether no job of tickets is due. */
function settled(desk: TicketDesk): boolean {
  const due = `select count(*) from host__job where plugin = 'tickets' and state in ('ready', 'running') and run_at <= ?`;
  return desk.number(due, desk.sandbox.clock.now()) === 0;
}

/** What people did, or a crash left, while the bot was away. */
function befall(desk: TicketDesk, { id, guild, channel }: Housed, fate: Fate): void {
  const { world } = desk.sandbox;
  const set = (sql: string) =>
    desk.database((database) => database.prepare(`update tickets__ticket set ${sql} where id = ?`).run(id));
  if (fate === 'channel deleted') guild.deleteChannel(channel);
  if (fate === 'somebody let in')
    guild.setOverwrites(channel, { [guild.owner.name]: { allow: ['ViewChannel'] } });
  if (fate === 'half made') set(`state = 'provisioning', channel = null`);
  if (fate === 'half closed') set(`state = 'closing', closed_at = ${world.clock.now()}, slot_key = null`);
}

/** Whether Discord and the row are as they are to be after what befell a ticket. */
function isRight(desk: TicketDesk, ticket: Housed, fate: Fate, state: string | undefined): boolean {
  if (fate === 'channel deleted') return state === 'deleted';
  const wanted = fate === 'half closed' ? 'closed' : 'open';
  return state === wanted && same(ticket.channel.overwrites, rightsIn(desk, { ...ticket, state: wanted }));
}

/** In which state each ticket is. */
function statesOf(desk: TicketDesk): ReadonlyMap<string, string> {
  const rows = desk.database((database) => database.prepare('select id, state from tickets__ticket').all());
  return new Map(rows.map(({ id, state }) => [String(id), String(state)]));
}

function same(one: Housed['channel']['overwrites'], other: Housed['channel']['overwrites']): boolean {
  const words = (map: typeof one) =>
    [...map.values()].map(({ id, type, allow, deny }) => `${id} ${type} ${allow} ${deny}`).sort();
  return String(words(one)) === String(words(other));
}
