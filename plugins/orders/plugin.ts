import { randomBytes } from 'node:crypto';
import { definePlugin, shortId } from '@guildhall/sdk';
import { dataDuties } from './data-duties.ts';
import { Attachment } from './entities/attachment.ts';
import { Customer } from './entities/customer.ts';
import { Happening } from './entities/happening.ts';
import { Order } from './entities/order.ts';
import { Step } from './entities/step.ts';
import { newOrderId } from './order-id.ts';
import { partsOf } from './parts.ts';
import { settings } from './settings.ts';

export default definePlugin({
  name: 'orders',
  settings,
  entities: [Order, Happening, Step, Attachment, Customer],
  capabilities: {
    /** Make orders, see all of them, and lead them to their end. */
    manage: { default: 'staff' },
    export: { default: 'staff' },
    steps: { default: 'administrators' },
  },
  // Which messages are deleted.
  intents: ['GuildMessages'],
  permissions: [
    'ViewChannel',
    'SendMessages',
    'EmbedLinks',
    'AttachFiles',
    'ReadMessageHistory',
    'ManageMessages',
  ],
  data: dataDuties,
  setup: (host) => {
    const { database, jobs, audit, clock } = host;
    return partsOf({
      database,
      jobs,
      audit,
      clock,
      settings: (guild) => host.settings(guild),
      newId: shortId,
      newOrderId: () => newOrderId(randomBytes),
    });
  },
});
