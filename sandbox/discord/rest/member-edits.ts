import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError } from '../errors.ts';
import { guildLimits } from '../limits.ts';
import { guildPermissions, outranks, outranksRole } from '../permissions.ts';
import type { Guild, Member } from '../state/types.ts';
import { type Caller, needInGuild } from './access.ts';
import { refuseField } from './body/form-errors.ts';

/** An edit of a member, as a request writes it. */
export interface MemberBody {
  readonly nick?: string | null | undefined;
  readonly roles?: readonly (string | null)[] | null | undefined;
  readonly mute?: boolean | null | undefined;
  readonly deaf?: boolean | null | undefined;
  readonly channel_id?: string | null | undefined;
  readonly communication_disabled_until?: string | null | undefined;
  readonly flags?: number | null | undefined;
}

/** The one flag of a member that a request can set: bypasses verification. */
const SETTABLE_FLAGS = 1 << 2;

type Changes = Partial<Pick<Member, 'nick' | 'roles' | 'timeoutUntil' | 'flags'>>;

/**
 * What an edit makes of `target`, when `me` may make it.
 * @throws DiscordError 50013 for what `me` may not do, 10011 for an unknown role, 50028 for one that nobody gives or
 * takes, 40032 for what needs the member in a voice channel, 50035 for a timeout that is none.
 */
export function readMember(call: Caller, me: Member, target: Member, body: MemberBody): Changes {
  return {
    ...(body.nick !== undefined && { nick: readNick(call, me, target, body.nick) }),
    ...(body.roles && { roles: readRoles(call, me, target, body.roles) }),
    ...voiceChange(call, me, body),
    ...(body.communication_disabled_until !== undefined && {
      timeoutUntil: readTimeout(call, me, target, body.communication_disabled_until),
    }),
    ...(typeof body.flags === 'number' && { flags: readFlags(call, me, target, body.flags) }),
  };
}

function readNick(call: Caller, me: Member, target: Member, nick: string | null): string | null {
  if (target === me) {
    if (!(guildPermissions(me) & (P.ChangeNickname | P.ManageNicknames))) throw new DiscordError(50013);
  } else {
    needInGuild(call, me, P.ManageNicknames);
    if (!outranks(me, target)) throw new DiscordError(50013);
  }
  return nick?.trim() || null;
}

/** Roles are given and taken by those who stand above the role, whoever the member is. */
function readRoles(call: Caller, me: Member, target: Member, roles: readonly (string | null)[]): string[] {
  needInGuild(call, me, P.ManageRoles);
  const wanted = [...new Set(roles.filter((id) => id !== null))];
  for (const id of wanted) if (!target.roles.includes(id)) needToAssign(me, target.guild, id);
  for (const id of target.roles) if (!wanted.includes(id)) needToAssign(me, target.guild, id);
  return wanted;
}

/**
 * Checks that `me` may give a role to a member, or take it.
 * @throws DiscordError 10011 when there is none, 50028 for `@everyone` and managed ones, 50013 when it does not stand
 * below.
 */
export function needToAssign(me: Member, guild: Guild, roleId: string): void {
  const role = guild.roles.get(roleId);
  if (!role) throw new DiscordError(10011);
  if (!outranksRole(me, role)) throw new DiscordError(50013);
  if (role.managed || role.id === guild.id) throw new DiscordError(50028);
}

/** Nobody is in a voice channel here, so that whatever needs it is refused as Discord refuses it then. */
function voiceChange(call: Caller, me: Member, body: MemberBody): Record<string, never> {
  const asked: [unknown, bigint][] = [
    [body.mute ?? undefined, P.MuteMembers],
    [body.deaf ?? undefined, P.DeafenMembers],
    [body.channel_id, P.MoveMembers],
  ];
  for (const [value, permission] of asked) {
    if (value === undefined) continue;
    needInGuild(call, me, permission);
    throw new DiscordError(40032);
  }
  return {};
}

function readTimeout(call: Caller, me: Member, target: Member, until: string | null): number | null {
  needInGuild(call, me, P.ModerateMembers);
  if (!outranks(me, target) || guildPermissions(target) & P.Administrator) throw new DiscordError(50013);
  if (until === null) return null;
  const time = /^\d{4}-\d{2}-\d{2}T/.test(until) ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(time))
    refuseField(
      ['communication_disabled_until'],
      'DATE_TIME_TYPE_PARSE',
      `Could not parse ${until}. Should be ISO8601.`,
    );
  if (time > call.world.clock.now() + guildLimits.timeoutInMs)
    refuseField(
      ['communication_disabled_until'],
      'INVALID_COMMUNICATION_DISABLED_TIMESTAMP',
      'Invalid communication disabled timestamp',
    );
  return time;
}

/** Source: https://docs.discord.com/developers/resources/guild#modify-guild-member */
function readFlags(call: Caller, me: Member, target: Member, flags: number): number {
  const mine = guildPermissions(me, call.world.clock.now());
  const together = P.ModerateMembers | P.KickMembers | P.BanMembers;
  if (!(mine & (P.ManageGuild | P.ManageRoles)) && (mine & together) !== together)
    throw new DiscordError(50013);
  return (target.flags & ~SETTABLE_FLAGS) | (flags & SETTABLE_FLAGS);
}
