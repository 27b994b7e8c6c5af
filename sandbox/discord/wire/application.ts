import type { Application } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { userObject } from './user.ts';

/** An application as anybody may know it. */
export function applicationObject(application: Application) {
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: application.description,
    type: null,
    flags: 0,
    flags_new: '0',
    bot: userObject(application.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: application.id.padStart(64, '0'),
    tags: [] as string[],
  };
}

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
  };
}
