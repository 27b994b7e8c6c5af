import { z } from 'zod';

/**
 * What Roblox answers, as far as it is used here; whatever else it sends may change freely.
 * Source: https://github.com/Roblox/creator-docs, content/en-us/reference/cloud/openapi.json
 */

/** Numbers at the old hosts, texts in Open Cloud. */
const id = z.union([z.int().positive().transform(String), z.string().regex(/^[1-9]\d{0,18}$/)]);
const name = z.string().min(1);
/** Three digits of a second or more, or none. */
const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT/)
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()));
/** 0 is a guest, who is no member. */
const rank = z.int().min(0).max(255);
const role = z.object({ id, name: z.string(), rank });

/** `POST /v1/usernames/users`. A name that nobody has or had is simply not in the list. */
export const namesAnswer = z.object({ data: z.array(z.object({ requestedUsername: z.string(), id })) });

/** `POST /v1/users`. Whoever is banned, or is not there, is not in the list when that is asked for. */
export const briefUsersAnswer = z.object({ data: z.array(z.object({ id, name, displayName: z.string() })) });

/** `GET /v1/users/{userId}` */
export const userAnswer = z.object({
  id,
  name,
  displayName: z.string(),
  description: z.string().nullable(),
  created: time,
  isBanned: z.boolean(),
});

/** `GET /v2/users/{userId}/groups/roles`: each group, with the highest role alone. */
export const membershipsAnswer = z.object({
  data: z.array(z.object({ group: z.object({ id, name: z.string() }), role })),
});

/** `GET /v1/groups/{groupId}/roles` */
export const groupRolesAnswer = z.object({ groupId: id, roles: z.array(role) });

/** `GET /v1/groups/{groupId}` */
export const groupAnswer = z.object({ id, name: z.string() });

const rolePath = z
  .string()
  .regex(/^groups\/\d+\/roles\/[1-9]\d*$/)
  .transform((path) => path.split('/')[3]!);

/** `GET /cloud/v2/groups/-/memberships`: every role. */
export const cloudMembershipsAnswer = z.object({
  groupMemberships: z.array(
    z.object({
      path: z
        .string()
        .regex(/^groups\/[1-9]\d*\/memberships\/./)
        .transform((path) => path.split('/')[1]!),
      user: z.string(),
      roles: z.array(rolePath).min(1),
    }),
  ),
  nextPageToken: z.string().nullish(),
});

/** `GET /v1/users/avatar-headshot` */
export const headshotsAnswer = z.object({
  data: z.array(z.object({ targetId: id, state: z.string(), imageUrl: z.string().nullish() })),
});
