import { setTimeout as wait } from 'node:timers/promises';
import { definePlugin, shortId } from '@guildhall/sdk';
import { Arrivals } from './arrivals.ts';
import { dataDuties } from './data-duties.ts';
import { ControlMessage } from './entities/control-message.ts';
import { Counter } from './entities/counter.ts';
import { Happening } from './entities/happening.ts';
import { Participant } from './entities/participant.ts';
import { Ticket } from './entities/ticket.ts';
import { TicketType } from './entities/ticket-type.ts';
import { partsOf } from './parts.ts';
import { settings } from './settings.ts';

export default definePlugin({
  name: 'tickets',
  settings,
  entities: [Ticket, TicketType, Participant, Happening, Counter, ControlMessage],
  capabilities: {
    open: { default: 'everyone' },
    /** Work on tickets of every type; the roles of a type work on those of that type. */
    staff: { default: 'administrators' },
    types: { default: 'administrators' },
  },
  // Which channels and messages are deleted, who leaves.
  intents: ['GuildMembers', 'GuildMessages'],
  permissions: [
    'ViewChannel',
    'SendMessages',
    'EmbedLinks',
    'AttachFiles',
    'AddReactions',
    'SendMessagesInThreads',
    'ReadMessageHistory',
    'ManageChannels',
    'ManageRoles',
    'ManageMessages',
  ],
  data: dataDuties,
  setup: ({ database, jobs, audit, clock, settings }) =>
    partsOf(
      { database, jobs, audit, clock, settings: (guild) => settings(guild), newId: shortId },
      new Arrivals((ms, signal) => wait(ms, undefined, { signal })),
    ),
});
