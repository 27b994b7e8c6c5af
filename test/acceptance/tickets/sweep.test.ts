import type { SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayWrite, minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** The look at all servers, every ten minutes. */
let tickets: TicketsStage;
let other: SandboxGuild;

beforeAll(async () => {
  tickets = await startTickets({
    before: (stage) => {
      other = stage.guild('Other', {
        owner: 'olaf',
        permissions: [...mayWrite, 'ManageChannels', 'ManageRoles'],
        channels: ['general'],
      });
    },
  });
  await tickets.addType({ category: tickets.guild.createChannel('Tickets', { type: 'category' }) });
  await other.owner.until(() => other.owner.commands().includes('/features enable'));
  await other.owner.slash('/features enable', { feature: 'tickets' });
  await other.owner.until(() => other.owner.commands().includes('/ticket create'));
  await other.owner.slash('/ticket-types', { template: 'Support' });
});
afterAll(() => tickets?.stage.stop());

test('a server in which it fails holds up no other', async () => {
  const { guild, stage, eve } = tickets;
  const { faults } = stage.sandbox;
  // A category beside a full one is empty again, and Discord has trouble with taking it away.
  const parent = guild.channel('Tickets').id;
  for (let index = 0; index < 50; index += 1) {
    guild.createChannel(`full-${index}`, { parent });
  }
  const { ticket, channel } = await tickets.open(eve);
  const beside = guild.channel('Tickets 2').id;
  const broken = faults.add({
    kind: 'rest',
    method: 'DELETE',
    route: '/channels/:channel_id',
    status: 500,
    only: ({ params }) => params.channel_id === beside,
  });
  guild.deleteChannel(channel);
  await tickets.arrives(ticket.id, 'deleted');
  // In the other server, a ticket waits for the next look.
  const refused = faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/guilds/:guild_id/channels',
    status: 400,
    code: 50035,
    only: ({ params }) => params.guild_id === other.id,
  });
  const guest = other.member('guest');
  const reply = await guest.slash('/ticket create', { type: 'Support' });
  await guest.until(() => reply.text.includes('Staff have been told'));
  await tickets.atRest('settle', other);
  faults.remove(refused);
  await tickets.advance(minutes(11));
  await guest.until(() => other.channels.includes('ticket-0001'));
  await eve.until(() => faults.list().find(({ id }) => id === broken)!.struck > 0);
  expect(guild.channels).toContain('Tickets 2');
});
