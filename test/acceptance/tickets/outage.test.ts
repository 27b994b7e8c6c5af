import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

let tickets: TicketsStage;
let rita: Member;

beforeAll(async () => {
  tickets = await startTickets();
  rita = tickets.guild.member('rita');
  await tickets.addType();
});
afterAll(() => tickets?.stage.stop());

/** Discord has trouble with the server, or has it no more. */
async function outage(available: boolean): Promise<void> {
  const { sandbox } = tickets.stage;
  const answer = await fetch(`${sandbox.url}/control/guilds/outage`, {
    method: 'POST',
    body: JSON.stringify({ guild: 'Test', available }),
  });
  expect(answer.ok).toBe(true);
}

/** Sam claims the ticket of somebody, and the process dies before the ticket's message shows it. */
async function diesBeforeItShows(
  creator: Member,
): Promise<{ readonly channel: string; readonly id: string }> {
  const { sam, stage } = tickets;
  const { channel, ticket } = await tickets.open(creator);
  const control = () => sam.sees(channel).messages.find(({ buttons }) => buttons.includes('Close'));
  await sam.until(control);
  const fault = stage.sandbox.faults.add({
    kind: 'rest',
    method: 'PATCH',
    route: '/channels/:channel_id/messages/:message_id',
    delay: 60_000,
  });
  const hangs = () => stage.sandbox.faults.list().find(({ id }) => id === fault)!.struck > 0;
  const isClaimed = async () =>
    (await tickets.tickets()).some(({ id, claimed_by }) => id === ticket.id && claimed_by === sam.id);
  void sam.click('Claim', { on: control()! }).catch(() => {});
  await sam.until(async () => hangs() && (await isClaimed()));
  await stage.bot.kill9();
  stage.sandbox.faults.remove(fault);
  return { channel, id: ticket.id };
}

/** Waits until what is to be shown waits for its server. The lease of the process that is dead lasts some seconds. */
async function waits(): Promise<void> {
  const { sam, stage } = tickets;
  const waiting = () =>
    stage.database.rows(
      "select id from host__job where guild = ? and name = 'show-control' and state = 'waiting'",
      tickets.guild.id,
    );
  await sam.until(async () => (await waiting()).length > 0);
}

async function isShown({ channel, id }: { readonly channel: string; readonly id: string }): Promise<void> {
  const { sam } = tickets;
  await sam.until('Claimed by: @sam', { in: channel });
  expect((await tickets.tickets()).find((ticket) => ticket.id === id)!.claimed_by).toBe(sam.id);
}

test('what is to be done in a server of which Discord has not told waits, and is done once it has', async () => {
  const claimed = await diesBeforeItShows(tickets.bob);
  await outage(false);
  await tickets.stage.bot.start();
  await waits();
  await outage(true);
  await isShown(claimed);
});

test('what is to be done in a server that put the bot out waits until the bot is invited again', async () => {
  const { stage, guild } = tickets;
  const claimed = await diesBeforeItShows(tickets.eve);
  guild.kick(stage.account);
  await stage.bot.start();
  await waits();
  guild.addBot(stage.account, 'Administrator');
  await isShown(claimed);
});

/** Two tickets, of which one is on its way to be closed, when the bot stops; somebody lets a stranger in meanwhile. */
async function leftAlone() {
  const { guild, sam, stage } = tickets;
  const [rests, closes] = [
    await tickets.open(guild.member(`rests-${Math.random()}`)),
    await tickets.open(guild.member(`closes-${Math.random()}`)),
  ];
  const hangs = stage.sandbox.faults.add({
    kind: 'rest',
    method: 'PATCH',
    route: '/channels/:channel_id',
    delay: 60_000,
  });
  void sam.slash('/ticket close', { reason: 'done' }, { in: closes.channel }).catch(() => {});
  await tickets.arrives(closes.ticket.id, 'closing');
  await stage.bot.kill9();
  stage.sandbox.faults.remove(hangs);
  guild.setOverwrites(rests.channel, { rita: { allow: ['ViewChannel'] } });
  return { rests, closes };
}

/** The states of both, and whether both channels are there. */
async function lookAt({ rests, closes }: Awaited<ReturnType<typeof leftAlone>>): Promise<unknown[]> {
  const rows = await tickets.tickets();
  return [rests, closes].map(({ ticket, channel }) => {
    const row = rows.find(({ id }) => id === ticket.id)!;
    return [row.state, row.channel === ticket.channel, tickets.guild.channels.includes(channel)];
  });
}

const before = [
  ['open', true, true],
  ['closing', true, true],
];

test('while Discord does not have the server, no ticket changes; then each goes on from where it was', async () => {
  const two = await leftAlone();
  await outage(false);
  await tickets.stage.bot.start();
  await tickets.advance(minutes(11));
  expect(await lookAt(two)).toEqual(before);
  await outage(true);
  await tickets.arrives(two.closes.ticket.id, 'closed');
  await tickets.ada.until(() => !rita.seesChannel(two.rests.channel));
  expect((await lookAt(two))[0]).toEqual(before[0]);
});

test.each([
  ['lets the bot do nothing', { status: 403, code: 50001 }, 2],
  // Each request is sent up to four times.
  ['answers nothing', { status: 502 }, 12],
])(
  'while Discord %s after a start, no ticket is lost; then each goes on from where it was',
  async (_how, answer, requests) => {
    const two = await leftAlone();
    const { faults } = tickets.stage.sandbox;
    const broken = faults.add({
      kind: 'rest',
      route: '*',
      only: ({ route }) => /^\/(channels|guilds\/:\w+\/(channels|threads|members))/.test(route),
      ...answer,
    });
    const struck = () => faults.list().find(({ id }) => id === broken)!.struck;
    await tickets.stage.bot.start();
    await tickets.ada.until(() => struck() >= requests);
    expect(await lookAt(two)).toEqual(before);
    faults.remove(broken);
    await tickets.advance(minutes(11));
    await tickets.arrives(two.closes.ticket.id, 'closed');
    await tickets.ada.until(() => !rita.seesChannel(two.rests.channel));
    expect(await lookAt(two)).toEqual([before[0], ['closed', true, true]]);
    expect((await tickets.tickets()).every(({ problem }) => problem === null)).toBe(true);
  },
);
