import { randomBytes } from 'node:crypto';
import { definePlugin, shortId } from '@guildhall/sdk';
import { dataDutiesOf } from './data-duties.ts';
import { Attachment } from './entities/attachment.ts';
import { Customer } from './entities/customer.ts';
import { Happening } from './entities/happening.ts';
import { Order } from './entities/order.ts';
import { StatusMessage } from './entities/status-message.ts';
import { Step } from './entities/step.ts';
import { newOrderId } from './order-id.ts';
import { partsOf } from './parts.ts';
import { serviceOf } from './service.ts';
import { settings } from './settings.ts';

export default definePlugin({
  name: 'orders',
  settings,
  entities: [Order, Happening, Step, Attachment, Customer, StatusMessage],
  provides: ['orders'],
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
  data: dataDutiesOf,
  setup: (host) => {
    const { database, jobs, events, audit, clock } = host;
    const parts = partsOf({
      database,
      jobs,
      events,
      audit,
      clock,
      settings: (guild) => host.settings(guild),
      newId: shortId,
      newOrderId: () => newOrderId(randomBytes),
    });
    host.provide('orders', serviceOf(parts));
    host.onSettings((guild) =>
      database.transaction((em) => jobs.add(em, 'refresh-guild', { guild }, { key: `guild:${guild}` })),
    );
    return parts;
  },
});
