import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { spec } from '../body/spec.ts';
import type { ChannelBody } from './channel-body.ts';

/** Discord's specification leaves media channels out, which its docs have. */
const TYPES = z.literal([0, 2, 4, 5, 13, 14, 15, 16]);

function withMedia(name: string, type: $ZodType): $ZodType {
  return z.extend(spec(name) as unknown as z.ZodMiniObject, { type }) as unknown as $ZodType;
}

export const newChannelBody = withMedia('CreateGuildChannelRequest', z.nullish(TYPES)) as $ZodType<
  ChannelBody & { name: string }
>;

export const guildChannelEdit = withMedia(
  'UpdateGuildChannelRequestPartial',
  z.nullish(TYPES),
) as $ZodType<ChannelBody>;

export const threadEdit = spec<ChannelBody>('UpdateThreadRequestPartial');

/** A channel of a guild as it is answered. */
export const guildChannelAnswer = withMedia('GuildChannelResponse', TYPES);

/** Any channel as it is answered. */
export const channelAnswer = z.union([
  guildChannelAnswer,
  spec('ThreadResponse'),
  spec('PrivateChannelResponse'),
]) as $ZodType;

export const channelPositionsBody = z.array(
  z.object({
    id: z.nullish(spec<string>('SnowflakeType')),
    position: z.nullish(z.int32()),
    parent_id: z.nullish(spec<string>('SnowflakeType')),
    lock_permissions: z.nullish(z.boolean()),
  }),
);

export const overwriteBody = z.object({
  type: z.nullish(spec<number>('ChannelPermissionOverwrites')),
  allow: z.nullish(z.number()),
  deny: z.nullish(z.number()),
});
