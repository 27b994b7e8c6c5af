import { ChannelType, GuildFeature, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { channelLimits } from '../../limits.ts';
import type { Channel, Guild, Member } from '../../state/types.ts';
import { type Caller, needInChannel, needInGuild } from '../access.ts';
import { refuseField } from '../body/form-errors.ts';

/** Types that any guild can have besides announcement channels, as Discord lists them when another is sent. */
const TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildCategory,
  6,
  ChannelType.GuildStageVoice,
  ChannelType.GuildDirectory,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
];

const COMMUNITY_TYPES: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildStageVoice,
  ChannelType.GuildMedia,
]);

/**
 * Checks that a guild can have a channel of this type.
 * @throws DiscordError 50035 for an announcement channel and 50024 for a stage or media channel without Community.
 */
export function needType(guild: Guild, type: ChannelType): void {
  if (guild.features.includes(GuildFeature.Community)) return;
  if (type === ChannelType.GuildAnnouncement && !guild.features.includes(GuildFeature.News))
    refuseField(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${TYPES.join(', ')}}.`);
  if (COMMUNITY_TYPES.has(type)) throw new DiscordError(50024);
}

/** @throws DiscordError 30013 when the guild has all the channels that it can have. Threads do not count. */
export function needRoomInGuild(guild: Guild): void {
  let count = 0;
  for (const channel of guild.channels.values()) if (!channel.thread) count += 1;
  if (count >= channelLimits.perGuild) throw new DiscordError(30013);
}

/**
 * The category that a channel is to stand in.
 * @param moved the channel, when it exists.
 * @param coming how many channels come into that category by the same request.
 * @throws DiscordError 50035 at `parent_id` when there is no such category, it is full, or it cannot hold that type.
 */
export function categoryFor(
  guild: Guild,
  parentId: string,
  type: ChannelType,
  moved: Channel | undefined,
  coming = 0,
): Channel {
  const parent = guild.channels.get(parentId);
  if (!parent) refuseField(['parent_id'], 'CHANNEL_PARENT_INVALID', 'Category does not exist');
  if (parent.type !== ChannelType.GuildCategory)
    refuseField(['parent_id'], 'CHANNEL_PARENT_INVALID_TYPE', 'Not a category');
  if (type === ChannelType.GuildCategory)
    refuseField(['parent_id'], 'CHANNEL_PARENT_INVALID_PARENT', 'Categories cannot have subcategories');
  if (moved?.parentId !== parent.id && childrenOf(parent) + coming >= channelLimits.perCategory)
    refuseField(
      ['parent_id'],
      'CHANNEL_PARENT_MAX_CHANNELS',
      `Maximum number of channels in category reached (${channelLimits.perCategory})`,
    );
  return parent;
}

/** Managing channels is asked of the category that a channel comes into, and of the guild for one outside. */
export function needToPlace(call: Caller, me: Member, parent: Channel | undefined): void {
  if (parent) needInChannel(call, me, parent, P.ManageChannels);
  else needInGuild(call, me, P.ManageChannels);
}

function childrenOf(category: Channel): number {
  let count = 0;
  for (const channel of category.guild!.channels.values()) if (channel.parentId === category.id) count += 1;
  return count;
}
