import { ApplicationFlags, GatewayIntentBits as I } from 'discord-api-types/v10';
import { unavailableGuild } from '../state/outage.ts';
import type { Application, Guild } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { userObject } from '../wire/user.ts';
import type { Session } from './session.ts';

/** The data of `READY`, as JSON text. Source: https://docs.discord.com/developers/events/gateway-events#ready */
export function readyText(world: World, session: Session, guilds: readonly Guild[]): string {
  const { application, options } = session;
  return JSON.stringify({
    v: options.version,
    user: { ...userObject(application.bot), verified: true, email: null, mfa_enabled: true },
    guilds: guilds.map(unavailableGuild),
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: world.gatewayUrl,
    ...(options.shard && { shard: options.shard }),
    application: { id: application.id, flags: applicationFlags(application) },
    private_channels: [],
    user_settings: {},
    relationships: [],
    presences: [],
    geo_ordered_rtc_regions: [],
    auth: {},
    _trace: [],
  });
}

/** The flags that show which privileged intents are switched on for an application in few guilds. */
function applicationFlags({ privilegedIntents }: Application): number {
  return (
    (privilegedIntents & I.GuildPresences ? ApplicationFlags.GatewayPresenceLimited : 0) |
    (privilegedIntents & I.GuildMembers ? ApplicationFlags.GatewayGuildMembersLimited : 0) |
    (privilegedIntents & I.MessageContent ? ApplicationFlags.GatewayMessageContentLimited : 0)
  );
}
