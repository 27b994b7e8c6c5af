import { setTimeout as sleep } from 'node:timers/promises';
import type { Member, SandboxGuild, ShownMessage } from '@guildhall/sandbox';
import type { Figure } from './report.ts';
import { percentile } from './statistics.ts';
import { TicketClicks } from './ticket-clicks.ts';
import type { TicketDesk } from './ticket-desk.ts';

export interface RushPlan {
  /** Tickets that are opened one after another. */
  readonly calm: number;
  /** People who want a ticket in the rush; each clicks again until it is over. */
  readonly openers: number;
  readonly clicksPerSecond: number;
  readonly seconds: number;
}

/** How long a ticket may take to be ready, and all of a rush together, in ms. */
const patience = { ticket: 30_000, rush: 10 * 60_000 };
/** A pause between two tickets that are opened in calm, in ms. */
const pause = 300;

/** A panel in a server, first with one click at a time, then with a crowd. */
export async function rush(desk: TicketDesk, plan: RushPlan): Promise<Figure[]> {
  const { calm, openers, clicksPerSecond, seconds } = plan;
  const guild = desk.guild('Rush', ['help']);
  guild.member('sam', { roles: ['Support'] });
  const members = Array.from({ length: calm + openers }, (_, index) => guild.member(`member${index}`));
  await desk.start();
  await desk.addType(guild);
  const panel = await panelIn(guild);
  const button = panel.allButtons[0]!.customId!;

  const ready: number[] = [];
  for (const member of members.slice(0, calm)) ready.push(await opened(member, panel, button));

  const crowd = members.slice(calm);
  const clicks = new TicketClicks(panel, button);
  const began = performance.now();
  await clicks.send(crowd, clicksPerSecond * seconds, clicksPerSecond);
  const rows = () => desk.number('select count(*) from tickets__ticket');
  const shown = () => desk.number('select count(*) from tickets__control_message where message is not null');
  const onTheWay = () => desk.number(`select count(*) from tickets__ticket where state <> 'open'`);
  await desk.until(
    'every ticket has its channel',
    () => onTheWay() === 0 && shown() >= rows(),
    patience.rush,
  );
  const took = (performance.now() - began) / 1_000;
  const rooms = roomsOf(guild);
  const known = desk.number('select count(distinct channel) from tickets__ticket');
  const creators = desk.number('select count(distinct creator) from tickets__ticket');
  return [
    { name: 'click to ready, p50', value: percentile(ready, 0.5), unit: 'ms' },
    { name: 'click to ready, p99', value: percentile(ready, 0.99), unit: 'ms', goal: { most: 3_000 } },
    { name: 'rush: clicks', value: clicks.sent, unit: '' },
    { name: 'rush: clicks a second', value: clicksPerSecond, unit: '' },
    { name: 'rush: heard, p99', value: percentile(clicks.first, 0.99), unit: 'ms' },
    { name: 'rush: answered, p50', value: percentile(clicks.read, 0.5), unit: 'ms' },
    { name: 'rush: answered, p99', value: percentile(clicks.read, 0.99), unit: 'ms' },
    { name: 'rush: answered, longest', value: percentile(clicks.read, 1), unit: 'ms', goal: { most: 3_000 } },
    { name: 'rush: not answered', value: clicks.unread, unit: '', goal: { most: 0 } },
    { name: 'rush: openers', value: crowd.length, unit: '' },
    { name: 'rush: until all have their channel and its message', value: took, unit: 's' },
    { name: 'rush: openers without a ticket', value: members.length - creators, unit: '', goal: { most: 0 } },
    { name: 'rush: tickets too many', value: rows() - creators, unit: '', goal: { most: 0 } },
    { name: 'rush: channels too many', value: rooms - known, unit: '', goal: { most: 0 } },
  ];
}

async function panelIn(guild: SandboxGuild): Promise<ShownMessage> {
  const { owner } = guild;
  const screen = await owner.slash('/ticket setup');
  await owner.select('Put up a panel in…', guild.channel('help'), { on: screen });
  return owner.until(() => owner.sees('help').messages.find(({ buttons }) => buttons.includes('💬 Support')));
}

/** @returns how long it took from the click until the person read that it is ready, in ms. */
async function opened(member: Member, panel: ShownMessage, button: string): Promise<number> {
  const began = performance.now();
  const reply = await member.click(button, { on: panel });
  await reply.until('is ready', { timeout: patience.ticket });
  const took = performance.now() - began;
  await sleep(pause);
  return took;
}

/** Channels and threads of tickets. */
const roomsOf = ({ record }: SandboxGuild) =>
  [...record.channels.values()].filter(({ name }) => name.startsWith('ticket-')).length;
