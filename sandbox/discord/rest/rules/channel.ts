import { ChannelType, GuildFeature } from 'discord-api-types/v10';
import { channelLimits } from '../../limits.ts';
import { characters } from '../body/field-readers.ts';
import { type FormErrors, problem } from '../body/form-errors.ts';

export interface ChannelContext {
  /** What the guild can do; servers that can be discovered may not use some words. */
  readonly features?: readonly string[] | undefined;
  /** The type that the channel has (an edit). A new one's is in its body. */
  readonly type?: ChannelType | undefined;
}

/**
 * A word that Discord refuses in names of a server that can be discovered. It publishes no list; this one is known:
 * https://github.com/discord-tickets/bot/issues/262
 */
const REFUSED_WORD = '1488';

interface GivenChannel {
  readonly name?: string | null;
  readonly type?: ChannelType | null;
  readonly topic?: string | null;
  readonly bitrate?: number | null;
  readonly user_limit?: number | null;
}

/**
 * What voice channels may be set to, in a guild without boosts.
 * Source: https://docs.discord.com/developers/resources/channel#modify-channel
 */
const voice: Readonly<Record<number, { bitrate: number; people: number }>> = {
  [ChannelType.GuildVoice]: { bitrate: 96_000, people: 99 },
  [ChannelType.GuildStageVoice]: { bitrate: 64_000, people: 10_000 },
};

/**
 * Adds to `errors` what Discord has against the fields of a guild channel beyond their schema: what depends on its
 * type. `rules: (body, errors) => channelRules(body, errors)`, and for an edit `{ type: channel.type }` with it.
 */
export function channelRules(body: object, errors: FormErrors, context: ChannelContext = {}): void {
  const { type: given, name, topic, bitrate, user_limit: people } = body as GivenChannel;
  const type = given ?? context.type ?? ChannelType.GuildText;
  const forum = type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
  const longest = forum ? channelLimits.forumTopic : channelLimits.topic;
  if (characters(topic ?? '') > longest) errors.add(['topic'], ...problem.length(0, longest));
  if (context.features?.includes(GuildFeature.Discoverable) && name?.includes(REFUSED_WORD))
    errors.add(
      ['name'],
      'INVALID_COMMUNITY_PROPERTY_NAME',
      'Contains words not allowed for servers in Server Discovery.',
    );
  const most = voice[type];
  if (most && (bitrate ?? 0) > most.bitrate) errors.add(['bitrate'], ...problem.tooLarge(most.bitrate));
  if (most && (people ?? 0) > most.people) errors.add(['user_limit'], ...problem.tooLarge(most.people));
}
