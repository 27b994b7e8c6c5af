import { AuditLogEvent, ChannelType, GuildFeature, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError, httpError } from '../../errors.ts';
import { guildLimits } from '../../limits.ts';
import { guildPermissions } from '../../permissions.ts';
import { audit, changesBetween } from '../../state/audit-log.ts';
import { guildChanged } from '../../state/changes.ts';
import { removeMember } from '../../state/guilds.ts';
import type { Guild, Member } from '../../state/types.ts';
import { guildObject } from '../../wire/guild.ts';
import { guildFor, needInGuild } from '../access.ts';
import { type FormPath, problem, refuseField } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { queryFlag } from '../query.ts';
import { route } from '../route.ts';

/** The settings of a guild that a bot can change. */
interface GuildBody {
  readonly name?: string;
  readonly description?: string | null;
  readonly icon?: string | null;
  readonly splash?: string | null;
  readonly banner?: string | null;
  readonly discovery_splash?: string | null;
  readonly verification_level?: number | null;
  readonly default_message_notifications?: number | null;
  readonly explicit_content_filter?: number | null;
  readonly preferred_locale?: string | null;
  readonly afk_timeout?: number | null;
  readonly afk_channel_id?: string | null;
  readonly system_channel_id?: string | null;
  readonly system_channel_flags?: number | null;
  readonly rules_channel_id?: string | null;
  readonly public_updates_channel_id?: string | null;
  readonly premium_progress_bar_enabled?: boolean | null;
  readonly features?: readonly (string | null)[] | null;
}

/** Features that a request can switch. Source: https://docs.discord.com/developers/resources/guild#guild-features */
const MUTABLE_FEATURES: readonly string[] = [
  GuildFeature.Community,
  GuildFeature.Discoverable,
  GuildFeature.InvitesDisabled,
  GuildFeature.RaidAlertsDisabled,
];

/** The six kinds of system message that a guild can switch off, one bit each. */
const SYSTEM_CHANNEL_FLAGS = 0b111111;

/** Pictures that the local Discord does not keep. */
const PICTURES = ['icon', 'splash', 'banner', 'discovery_splash'] as const;

export const guildRoutes = [
  route('GET', '/guilds/:guild_id', { answer: spec('GuildWithCountsResponse') }, (call) => {
    const { guild } = guildFor(call, call.params.guild_id);
    return {
      ...guildObject(guild),
      ...(queryFlag(call, 'with_counts') && {
        approximate_member_count: guild.members.size,
        approximate_presence_count: guild.members.size,
      }),
    };
  }),
  route(
    'PATCH',
    '/guilds/:guild_id',
    { body: spec<GuildBody>('GuildPatchRequestPartial'), answer: spec('GuildResponse') },
    (call) => {
      const { world, body } = call;
      const { guild, me } = guildFor(call, call.params.guild_id);
      needInGuild(call, me, P.ManageGuild);
      const changes = readGuild(guild, me, body);
      const before = guildObject(guild);
      Object.assign(guild, changes);
      const differences = changesBetween(before, guildObject(guild));
      if (differences.length > 0) {
        guildChanged(world, guild);
        audit(world, guild, {
          action: AuditLogEvent.GuildUpdate,
          userId: call.user.id,
          targetId: guild.id,
          reason: call.reason,
          changes: differences,
        });
      }
      return guildObject(guild);
    },
  ),
  route('DELETE', '/users/@me/guilds/:guild_id', {}, (call) => {
    const { guild } = guildFor(call, call.params.guild_id);
    if (guild.ownerId === call.user.id) throw new DiscordError(50055);
    removeMember(call.world, guild, call.user.id);
  }),
];

function readGuild(guild: Guild, me: Member, body: GuildBody): Partial<Guild> {
  for (const picture of PICTURES)
    if (body[picture]) throw httpError.notImplemented(`PATCH /guilds/:guild_id with ${picture}`);
  const name = body.name?.trim();
  if (name !== undefined && name.length < guildLimits.name.min)
    refuseField(['name'], ...problem.length(guildLimits.name.min, guildLimits.name.max));
  const text = [ChannelType.GuildText];
  const changes: Partial<Guild> = {
    ...(name !== undefined && { name }),
    ...(body.description !== undefined && { description: body.description || null }),
    ...(body.icon === null && { icon: null }),
    ...(typeof body.verification_level === 'number' && { verificationLevel: body.verification_level }),
    ...(typeof body.default_message_notifications === 'number' && {
      defaultMessageNotifications: body.default_message_notifications,
    }),
    ...(typeof body.explicit_content_filter === 'number' && {
      explicitContentFilter: body.explicit_content_filter,
    }),
    ...(body.preferred_locale !== undefined && { preferredLocale: body.preferred_locale ?? 'en-US' }),
    ...(typeof body.afk_timeout === 'number' && { afkTimeout: body.afk_timeout }),
    ...named(guild, 'afkChannelId', ['afk_channel_id'], body.afk_channel_id, [ChannelType.GuildVoice]),
    ...named(guild, 'systemChannelId', ['system_channel_id'], body.system_channel_id, text),
    ...(typeof body.system_channel_flags === 'number' && {
      systemChannelFlags: body.system_channel_flags & SYSTEM_CHANNEL_FLAGS,
    }),
    ...named(guild, 'rulesChannelId', ['rules_channel_id'], body.rules_channel_id, text),
    ...named(
      guild,
      'publicUpdatesChannelId',
      ['public_updates_channel_id'],
      body.public_updates_channel_id,
      text,
    ),
    ...(typeof body.premium_progress_bar_enabled === 'boolean' && {
      premiumProgressBar: body.premium_progress_bar_enabled,
    }),
  };
  return body.features ? { ...changes, features: readFeatures(guild, me, body.features, changes) } : changes;
}

/** A setting that names a channel. @throws DiscordError 50035 when the guild has no such channel of those types. */
function named(
  guild: Guild,
  setting: keyof Guild,
  path: FormPath,
  id: string | null | undefined,
  types: readonly ChannelType[],
): Partial<Guild> {
  if (id === undefined) return {};
  const channel = id === null ? undefined : guild.channels.get(id);
  if (id !== null && !(channel && types.includes(channel.type)))
    refuseField(path, 'CHANNEL_INVALID', 'Invalid channel');
  return { [setting]: id };
}

/**
 * The features of a guild after an edit: those that only Discord gives stay.
 * @throws DiscordError 50013 when Community is switched by somebody who is no administrator, 50035 when the guild has
 * not what Community asks for.
 */
function readFeatures(
  guild: Guild,
  me: Member,
  wanted: readonly (string | null)[],
  changes: Partial<Guild>,
): string[] {
  const kept = guild.features.filter((feature) => !MUTABLE_FEATURES.includes(feature));
  const features = [...kept, ...MUTABLE_FEATURES.filter((feature) => wanted.includes(feature))];
  const community = features.includes(GuildFeature.Community);
  if (community === guild.features.includes(GuildFeature.Community)) return features;
  if (!(guildPermissions(me) & P.Administrator)) throw new DiscordError(50013);
  const after = { ...guild, ...changes };
  if (community) {
    needForCommunity('rules_channel_id', after.rulesChannelId !== null);
    needForCommunity('public_updates_channel_id', after.publicUpdatesChannelId !== null);
    needForCommunity('verification_level', after.verificationLevel >= 1);
    needForCommunity('explicit_content_filter', after.explicitContentFilter === 2);
  }
  // With Community come announcement channels.
  return community
    ? [...new Set([...features, GuildFeature.News])]
    : features.filter((feature) => feature !== GuildFeature.News);
}

function needForCommunity(field: string, given: boolean): void {
  if (!given) refuseField([field], ...problem.required);
}
