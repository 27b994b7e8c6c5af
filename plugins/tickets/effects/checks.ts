import type { Check, Translate } from '@guildhall/sdk';
import { ChannelType, channelMention, type Guild, type PermissionsString, roleMention } from 'discord.js';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { problemWords } from '../views/problem.ts';
import { channelNeeds } from './channel-room.ts';
import { missing } from './refused.ts';
import { threadNeeds } from './thread-room.ts';

/** What keeps tickets from working in a guild, for `/doctor`: what stopped some, and what would stop the next. */
export async function ticketChecks(id: string): Promise<Check[]> {
  const guild = plugin.host.client.guilds.cache.get(id);
  if (!guild) {
    return [];
  }
  const { census, types } = plugin.parts;
  const offered = await types.offered(id);
  const problems = Map.groupBy(await census.troubled(id), ({ problem }) => problem!);
  const found = offered.flatMap((type) => typeChecks(guild, type));
  return [
    ...[...problems].map(
      ([problem, { length: count }]) =>
        (t: Translate) =>
          t('checks.problem', { count, problem: problemWords(problem, t) }),
    ),
    // What stopped a ticket already need not be told twice.
    ...found.filter(({ problem }) => !problem || !problems.has(problem)).map(({ check }) => check),
  ];
}

interface Found {
  readonly check: Check;
  readonly problem?: string;
}

function typeChecks(guild: Guild, type: TicketType): Found[] {
  const { name, staffRoles, requiredRoles, mode, threadParent, openCategory, closedCategory } = type;
  const gone = staffRoles.filter((role) => !guild.roles.cache.has(role));
  const places = mode === 'thread' ? [threadParent] : [openCategory, closedCategory];
  const needs = mode === 'thread' ? threadNeeds : channelNeeds;
  return [
    ...(staffRoles.length === gone.length
      ? [{ check: (t: Translate) => t('checks.no-staff', { type: name }) }]
      : gone.length > 0
        ? [{ check: (t: Translate) => t('checks.role-gone', { type: name, count: gone.length }) }]
        : []),
    ...(requiredRoles.some((role) => !guild.roles.cache.has(role))
      ? [{ check: (t: Translate) => t('checks.needed-role-gone', { type: name }) }]
      : []),
    ...new Set(places.flatMap((place) => place ?? []))
      .values()
      .flatMap((place) => placeChecks(guild, type, place, needs)),
    ...(mode === 'thread' && threadParent ? blindStaff(guild, type, threadParent) : []),
  ];
}

function placeChecks(
  guild: Guild,
  { name }: TicketType,
  id: string,
  needs: readonly PermissionsString[],
): Found[] {
  const place = guild.channels.cache.get(id);
  if (!place) {
    return [{ check: (t) => t('checks.place-gone', { type: name }) }];
  }
  const problem = missing({ guild, place, needs });
  return problem
    ? [{ problem, check: (t) => t('checks.type', { type: name, problem: problemWords(problem, t) }) }]
    : [];
}

/** Nobody can be let into a thread whose channel they do not see. */
function blindStaff(guild: Guild, { name, staffRoles }: TicketType, id: string): Found[] {
  const channel = guild.channels.cache.get(id);
  if (channel?.type !== ChannelType.GuildText) {
    return [];
  }
  return staffRoles
    .flatMap((role) => guild.roles.cache.get(role) ?? [])
    .filter((role) => !channel.permissionsFor(role).has('ViewChannel'))
    .map(({ id: role }) => ({
      check: (t: Translate) =>
        t('checks.blind-staff', { type: name, role: roleMention(role), channel: channelMention(channel.id) }),
    }));
}
