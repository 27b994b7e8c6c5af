import { mayWrite, seconds } from '../../stage/feature-stage.ts';
import type { Subject } from '../subject.ts';
import { TicketLane } from './ticket-lane.ts';
import { lookAtTicket, wrongWithTicket } from './ticket-look.ts';
import { ticketOperations } from './ticket-operations.ts';

/** Tickets that are channels, or private threads. */
export const ticketsAs = (kind: 'channel' | 'thread'): Subject<TicketLane> => ({
  name: `tickets as ${kind}s`,
  plugin: 'tickets',
  server: {
    owner: 'ada',
    permissions: [...mayWrite, 'ManageChannels', 'ManageRoles', 'CreatePrivateThreads', 'ManageThreads'],
    channels: [
      'general',
      'transcripts',
      'log',
      { name: 'Open', type: 'category' },
      { name: 'Closed', type: 'category' },
    ],
    roles: ['Support'],
  },
  settings: (guild) => ({
    transcriptChannel: guild.channel('transcripts').id,
    logChannel: guild.channel('log').id,
  }),
  operations: ticketOperations,
  lane: (guild, ground) => new TicketLane(guild, ground),
  furnish: async ({ guild }) => {
    const { owner } = guild;
    await owner.until(() => owner.commands().includes('/ticket-types'), { timeout: seconds(120) });
    const place =
      kind === 'thread'
        ? { threads: guild.channel('general') }
        : { category: guild.channel('Open'), 'closed-category': guild.channel('Closed') };
    // Two types, so that a ticket can become one of the other.
    for (const template of ['Support', 'Other']) {
      await owner.slash(
        '/ticket-types',
        { template, staff: guild.role('Support'), ...place },
        { timeout: seconds(120) },
      );
    }
  },
  look: lookAtTicket,
  wrong: wrongWithTicket,
});
