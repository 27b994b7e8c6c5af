import type { Route } from '../route.ts';
import { applicationRoutes } from './applications.ts';
import { attachmentRoutes } from './attachments.ts';
import { auditLogRoutes } from './audit-log.ts';
import { banRoutes } from './bans.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { gatewayRoutes } from './gateway.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { memberRoutes } from './members.ts';
import { messageRoutes } from './messages.ts';
import { oauth2Routes } from './oauth2.ts';
import { pinRoutes } from './pins.ts';
import { reactionRoutes } from './reactions.ts';
import { roleRoutes } from './roles.ts';
import { threadRoutes } from './threads.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every route of the API. What is not here is answered with 501. */
export const routes: readonly Route[] = [
  ...applicationRoutes,
  ...attachmentRoutes,
  ...auditLogRoutes,
  ...banRoutes,
  ...channelRoutes,
  ...commandRoutes,
  ...gatewayRoutes,
  ...guildRoutes,
  ...interactionRoutes,
  ...memberRoutes,
  ...messageRoutes,
  ...oauth2Routes,
  ...pinRoutes,
  ...reactionRoutes,
  ...roleRoutes,
  ...threadRoutes,
  ...userRoutes,
  ...webhookRoutes,
];
