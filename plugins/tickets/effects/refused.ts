import { failureOf } from '@guildhall/sdk';
import { DiscordAPIError, type Guild, type GuildBasedChannel, type PermissionsString } from 'discord.js';
import { type Problem, problemText } from '../problems.ts';

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const codes: Readonly<Record<number | string, Problem['code']>> = {
  30013: 'guild-full',
  160006: 'threads-full',
};
const invalidForm = 50035;

/** Where something was asked of Discord, and what it takes. */
export interface Asked {
  readonly guild: Guild;
  /** The channel or category that decides; none: the server. */
  readonly place?: GuildBasedChannel | null | undefined;
  readonly needs: readonly PermissionsString[];
}

/**
 * Why Discord refused, as a ticket keeps it: the first permission that is missing, and where.
 * @throws what trying again may help against, and what says that a thing is gone.
 */
export function problemOf(error: unknown, asked: Asked): string {
  if (isFull(error)) {
    return problemText({ code: 'category-full', place: asked.place?.id });
  }
  const known = error instanceof DiscordAPIError ? codes[error.code] : undefined;
  if (known) {
    return problemText({ code: known });
  }
  if (failureOf(error) === 'forbidden') {
    return missing(asked) ?? problemText({ code: 'forbidden', place: asked.place?.id });
  }
  throw error;
}

/** The first of the permissions that the bot lacks there, as a problem. */
export function missing({ guild, place, needs }: Asked): string | undefined {
  const { me } = guild.members;
  const own = me && (place ? place.permissionsFor(me) : me.permissions);
  const permission = own && needs.find((need) => !own.has(need));
  return permission ? problemText({ code: 'permission', permission, place: place?.id }) : undefined;
}

/** Whether Discord says that a category has all the channels that it can have. It may know of more than we do. */
export const isFull = (error: unknown) => isAbout(error, 'parent_id', 'CHANNEL_PARENT_MAX_CHANNELS');

/** Whether Discord refuses a request because of one of its fields, with a code where that matters. */
export function isAbout(error: unknown, field: string, code?: string): boolean {
  if (!(error instanceof DiscordAPIError) || error.code !== invalidForm) {
    return false;
  }
  const { errors } = error.rawError as { errors?: Readonly<Record<string, FieldErrors>> };
  const found = errors?.[field];
  return found !== undefined && (!code || (found._errors ?? []).some((one) => one.code === code));
}

interface FieldErrors {
  readonly _errors?: readonly { readonly code: string }[];
}
