import type { Clock } from '../clock.ts';
import { canView } from '../permissions.ts';
import type { Guild, Member } from '../state/types.ts';
import { channelObject, threadMemberObject } from './channel.ts';
import { memberObject } from './member.ts';
import { roleObject } from './role.ts';

/** A guild as REST answers it. */
export function guildObject(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    icon_hash: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    description: guild.description,
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'us-east',
    afk_channel_id: guild.afkChannelId,
    afk_timeout: guild.afkTimeout,
    system_channel_id: guild.systemChannelId,
    system_channel_flags: guild.systemChannelFlags,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: guild.verificationLevel,
    default_message_notifications: guild.defaultMessageNotifications,
    explicit_content_filter: guild.explicitContentFilter,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    features: guild.features,
    roles: Array.from(guild.roles.values(), roleObject),
    emojis: [],
    stickers: [],
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: guild.premiumProgressBar,
    preferred_locale: guild.preferredLocale,
    rules_channel_id: guild.rulesChannelId,
    public_updates_channel_id: guild.publicUpdatesChannelId,
    safety_alerts_channel_id: null,
    hub_type: null,
    incidents_data: null,
  };
}

/**
 * A guild as `GUILD_CREATE` carries it to the bot whose member is `viewer`.
 * @param members the members that the session's intents let it have.
 */
export function guildCreateObject(guild: Guild, viewer: Member, members: Iterable<Member>, clock: Clock) {
  const now = clock.now();
  const channels = [];
  const threads = [];
  for (const channel of guild.channels.values()) {
    if (!channel.thread) channels.push(channelObject(channel, clock));
    else if (!channel.thread.archived && canView(viewer, channel, now)) {
      const own = channel.thread.members.get(viewer.user.id);
      threads.push({
        ...channelObject(channel, clock),
        ...(own && { member: threadMemberObject(channel, own, clock) }),
      });
    }
  }
  return {
    ...guildObject(guild),
    joined_at: clock.iso(viewer.joinedAt),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: Array.from(members, (member) => memberObject(member, clock)),
    channels,
    threads,
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
