import { ChannelFlags, ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { channelPermissions } from '../../permissions.ts';
import type { Channel, Member } from '../../state/types.ts';
import { FormErrors } from '../body/form-errors.ts';
import type { Call } from '../route.ts';

/** Whether a channel holds posts and nothing else. */
export function isPostChannel(channel: Channel): boolean {
  return channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
}

/**
 * Whether a post in `forum` may carry these tags.
 * @throws DiscordError 50035 for a tag that the forum does not have, 40067 when it asks for a tag and there is none,
 * 40066 when only those who manage threads could give one, 50013 for a moderated tag that `me` may not give.
 * @param me nobody for a webhook, which has no permissions to lack.
 */
export function checkTags(
  call: Pick<Call, 'world'>,
  me: Member | undefined,
  forum: Channel,
  tags: readonly string[],
): void {
  const moderator = !me || channelPermissions(me, forum, call.world.clock.now()) & P.ManageThreads;
  const known = new Map(forum.availableTags.map((tag) => [tag.id, tag]));
  const errors = new FormErrors();
  tags.forEach((id, index) => {
    if (!known.has(id))
      errors.add(
        ['applied_tags', index],
        'BASE_TYPE_CHOICES',
        `Value must be one of {${[...known.keys()].map((choice) => `'${choice}'`).join(', ')}}.`,
      );
  });
  errors.throw();
  if (tags.length === 0 && forum.flags & ChannelFlags.RequireTag) {
    if (!moderator && forum.availableTags.every((tag) => tag.moderated)) throw new DiscordError(40066);
    throw new DiscordError(40067);
  }
  if (!moderator && tags.some((id) => known.get(id)!.moderated)) throw new DiscordError(50013);
}
