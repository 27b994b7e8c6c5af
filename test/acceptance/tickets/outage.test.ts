import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

let tickets: TicketsStage;

beforeAll(async () => {
  tickets = await startTickets();
  await tickets.addType();
}, 60_000);
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

test('what is to be done in a server of which Discord has not told waits, and is done once it has', async () => {
  const { bob, sam, stage } = tickets;
  const { channel, ticket } = await tickets.open(bob);
  const control = () => sam.sees(channel).messages.find(({ buttons }) => buttons.includes('Close'));
  await sam.until(control);
  const fault = stage.sandbox.faults.add({
    kind: 'rest',
    method: 'PATCH',
    route: '/channels/:channel_id/messages/:message_id',
    delay: 60_000,
  });
  const hangs = () => stage.sandbox.faults.list().find(({ id }) => id === fault)!.struck > 0;
  void sam.click('Claim', { on: control()! }).catch(() => {});
  await sam.until(hangs);
  await stage.bot.kill9();
  stage.sandbox.faults.remove(fault);
  await outage(false);
  await stage.bot.start();
  const states = () =>
    stage.database.rows<{ state: string }>(
      "select state from host__job where guild = ? and name = 'show-control'",
      tickets.guild.id,
    );
  // The lease of the process that is dead lasts some seconds.
  await sam.until(async () => (await states()).some(({ state }) => state === 'waiting'), { timeout: 20_000 });
  await outage(true);
  await sam.until('Claimed by: @sam', { in: channel });
  expect((await tickets.tickets()).find(({ id }) => id === ticket.id)!.claimed_by).toBe(sam.id);
});
