import { failureOf } from '@guildhall/sdk';
import {
  DiscordAPIError,
  type Guild,
  type GuildBasedChannel,
  PermissionsBitField,
  type PermissionsString,
} from 'discord.js';
import { type Problem, problemText } from '../rooms/problems.ts';

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
  /** Bits that it gives or takes in overwrites: Discord lets the bot do so with those that it has on the server. */
  readonly sets?: bigint | undefined;
}

/**
 * Why Discord refused, as a ticket keeps it: the first permission that is missing, and where.
 * @throws what trying again may help against, and what says that a thing is gone.
 */
export function problemOf(error: unknown, asked: Asked): string {
  if (isFull(error)) {
    return problemText({ code: 'category-full', place: asked.place?.id });
  }
  const known = knownProblem(error);
  if (known) {
    return problemText({ code: known });
  }
  if (failureOf(error) === 'forbidden') {
    return missing(asked) ?? problemText({ code: 'forbidden', place: asked.place?.id });
  }
  if (isRefused(error)) {
    return problemText({ code: 'refused', place: asked.place?.id, detail: complaintOf(error) });
  }
  throw error;
}

/** The first of the permissions that the bot lacks there, as a problem. */
export function missing({ guild, place, needs, sets = 0n }: Asked): string | undefined {
  const { me } = guild.members;
  const own = me && (place ? place.permissionsFor(me) : me.permissions);
  const permission = own && needs.find((need) => !own.has(need));
  if (permission) {
    return problemText({ code: 'permission', permission, place: place?.id });
  }
  const unset = me && new PermissionsBitField(sets).toArray().find((bit) => !me.permissions.has(bit));
  return unset ? problemText({ code: 'permission', permission: unset }) : undefined;
}

/** Whether Discord says that what was asked for cannot be: asking for the same again does not help. */
export const isRefused = (error: unknown): error is DiscordAPIError =>
  error instanceof DiscordAPIError && error.status === 400;

/** What Discord has against a request: the fields that it refuses, else its code. */
function complaintOf({ code, rawError }: DiscordAPIError): string {
  const fields = Object.keys((rawError as { errors?: object }).errors ?? {});
  return [code, ...fields].join(' ');
}

/** Whether Discord says that the server has all that it can have of something. */
export const isProblem = (error: unknown, code: Problem['code']) => knownProblem(error) === code;

const knownProblem = (error: unknown) => (error instanceof DiscordAPIError ? codes[error.code] : undefined);

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
