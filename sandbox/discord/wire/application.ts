import { ApplicationFlags, GatewayIntentBits as I } from 'discord-api-types/v10';
import type { Application } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { userObject } from './user.ts';

/** The flags that say which privileged intents are switched on, for applications in few guilds. */
export const INTENT_FLAGS: readonly (readonly [flag: number, intent: number])[] = [
  [ApplicationFlags.GatewayPresenceLimited, I.GuildPresences],
  [ApplicationFlags.GatewayGuildMembersLimited, I.GuildMembers],
  [ApplicationFlags.GatewayMessageContentLimited, I.MessageContent],
];

/** An application as anybody may know it. */
export function applicationObject(application: Application) {
  let flags = 0;
  for (const [flag, intent] of INTENT_FLAGS) if (application.privilegedIntents & intent) flags |= flag;
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: application.description,
    type: null,
    flags,
    flags_new: flags.toString(),
    bot: userObject(application.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: application.id.padStart(64, '0'),
    tags: [] as string[],
  };
}

/** Scopes that Discord grants without its approval. Source: Discord's docs, "OAuth2 Scopes". */
const OPEN_SCOPES = [
  'applications.commands',
  'applications.commands.permissions.update',
  'applications.commands.update',
  'applications.entitlements',
  'bot',
  'connections',
  'email',
  'guilds',
  'guilds.join',
  'guilds.members.read',
  'identify',
  'openid',
  'role_connections.write',
  'webhook.incoming',
];

/** An application as its own bot may know it. */
export function ownApplicationObject(world: World, application: Application) {
  let guilds = 0;
  for (const guild of world.guilds.values()) if (guild.members.has(application.bot.id)) guilds += 1;
  return {
    ...applicationObject(application),
    redirect_uris: application.redirectUris,
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userObject(application.owner),
    approximate_guild_count: guilds,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: OPEN_SCOPES,
    ...application.settings,
  };
}
