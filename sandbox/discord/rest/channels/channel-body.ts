import { ChannelFlags, type ChannelType } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { channelLimits } from '../../limits.ts';
import { channelName } from '../../state/channels.ts';
import type { Channel, ForumTag } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import { problem, refuseField } from '../body/form-errors.ts';
import type { OverwriteBody } from './overwrites.ts';

/** A new channel, or an edit of one, as a request writes it. Members that are left out stay as they are. */
export interface ChannelBody {
  readonly name?: string;
  readonly type?: ChannelType | null;
  readonly topic?: string | null;
  readonly nsfw?: boolean | null;
  readonly rate_limit_per_user?: number | null;
  readonly position?: number | null;
  readonly parent_id?: string | null;
  readonly bitrate?: number | null;
  readonly user_limit?: number | null;
  readonly permission_overwrites?: readonly OverwriteBody[] | null;
  readonly default_auto_archive_duration?: number | null;
  readonly default_thread_rate_limit_per_user?: number | null;
  readonly available_tags?: readonly (TagBody | null)[] | null;
  readonly default_reaction_emoji?: { emoji_id?: string | null; emoji_name?: string | null } | null;
  readonly default_sort_order?: number | null;
  readonly default_forum_layout?: number | null;
  readonly flags?: number | null;
}

interface TagBody {
  readonly id?: string | null;
  readonly name: string;
  readonly moderated?: boolean | null;
  readonly emoji_id?: string | null;
  readonly emoji_name?: string | null;
}

/** Flags that a request can set; Discord keeps the others to itself. */
const SETTABLE_FLAGS = ChannelFlags.RequireTag | ChannelFlags.HideMediaDownloadOptions;

/**
 * The fields of a channel that a body sets, all but its place and its overwrites.
 * @param type what the channel is, or becomes.
 * @param channel the channel, when it exists.
 * @throws DiscordError 50035 when nothing of the name can stand in one, 10087 for a tag that is not there.
 */
export function readChannel(
  world: World,
  body: ChannelBody,
  type: ChannelType,
  channel: Channel | undefined,
): Partial<Channel> {
  const { name, position } = body;
  if (name !== undefined && channelName(name, type) === '')
    refuseField(['name'], ...problem.length(channelLimits.name.min, channelLimits.name.max));
  const reaction = body.default_reaction_emoji;
  return {
    ...(name !== undefined && { name }),
    ...(position !== undefined && position !== null && { position }),
    ...(body.topic !== undefined && { topic: body.topic || null }),
    ...(body.nsfw !== undefined && { nsfw: body.nsfw ?? false }),
    ...(body.rate_limit_per_user !== undefined && { rateLimitPerUser: body.rate_limit_per_user ?? 0 }),
    ...(body.bitrate !== undefined && { bitrate: body.bitrate ?? 64_000 }),
    ...(body.user_limit !== undefined && { userLimit: body.user_limit ?? 0 }),
    ...(body.default_auto_archive_duration !== undefined && {
      defaultAutoArchiveDuration: body.default_auto_archive_duration,
    }),
    ...(body.default_thread_rate_limit_per_user !== undefined && {
      defaultThreadRateLimitPerUser: body.default_thread_rate_limit_per_user ?? 0,
    }),
    ...(body.available_tags !== undefined && {
      availableTags: readTags(world, body.available_tags ?? [], channel?.availableTags ?? []),
    }),
    ...(reaction !== undefined && {
      defaultReactionEmoji: reaction && {
        emoji_id: reaction.emoji_id ?? null,
        emoji_name: reaction.emoji_name ?? null,
      },
    }),
    ...(body.default_sort_order !== undefined && { defaultSortOrder: body.default_sort_order }),
    ...(body.default_forum_layout !== undefined && { defaultForumLayout: body.default_forum_layout ?? 0 }),
    ...(body.flags !== undefined &&
      body.flags !== null && {
        flags: ((channel?.flags ?? 0) & ~SETTABLE_FLAGS) | (body.flags & SETTABLE_FLAGS),
      }),
  };
}

function readTags(world: World, tags: readonly (TagBody | null)[], present: readonly ForumTag[]): ForumTag[] {
  return tags
    .filter((tag) => tag !== null)
    .map((tag) => {
      if (tag.id && !present.some(({ id }) => id === tag.id)) throw new DiscordError(10087);
      return {
        id: tag.id ?? world.ids.next(),
        name: tag.name,
        moderated: tag.moderated ?? false,
        emojiId: tag.emoji_id ?? null,
        emojiName: tag.emoji_name ?? null,
      };
    });
}
