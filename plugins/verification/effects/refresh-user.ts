import type { GuildMember } from 'discord.js';
import type { Leftover } from '../links.ts';
import plugin from '../plugin.ts';
import type { Asking, Trouble } from '../roblox/roblox.ts';
import { memberOf } from './member-facts.ts';
import { bringUpToDate, type MemberUpdate } from './member-update.ts';

/** How long to leave Roblox alone, in ms, when it did not tell what was asked. */
export function pauseFor(trouble: Trouble): number {
  switch (trouble.kind) {
    case 'throttled':
      return Math.max(trouble.retryAfter, 1_000);
    case 'down':
      return 60_000;
    case 'changed':
      return 60 * 60_000;
  }
}

/** Brings a member up to date; what Roblox does not tell now is asked for again later. */
export async function bringUpToDateOrLater(member: GuildMember, asking: Asking = {}): Promise<MemberUpdate> {
  const update = await bringUpToDate(member, asking);
  await laterIfTroubled(member.guild.id, member.id, update);
  return update;
}

/** Has a job go on where Roblox did not tell what was needed. */
export async function laterIfTroubled(
  guild: string,
  user: string,
  { plan: { trouble, link } }: MemberUpdate,
): Promise<void> {
  if (trouble) {
    await lookLater(guild, user, { unlinked: link === undefined, in: pauseFor(trouble) });
  }
}

/** Has a job look at a member, see `Links`. */
export async function lookLater(guild: string, user: string, when: Leftover & { in: number }): Promise<void> {
  const { links } = plugin.parts;
  await plugin.host.database.transaction((em) => links.bringUpToDate(em, guild, user, when));
}

/**
 * Brings a member up to date.
 * @param options `unlinked`: what a link gave is taken away; else only who has a link is looked at.
 * @returns undefined when there is nobody to look at.
 */
export async function refreshUser(
  guild: string,
  user: string,
  { unlinked = false, ...asking }: Asking & Leftover = {},
): Promise<MemberUpdate | undefined> {
  const linked = (await plugin.parts.links.of(guild, user)) !== undefined;
  const member = linked || unlinked ? await memberOf(guild, user) : undefined;
  return member && bringUpToDate(member, asking);
}

/** Does now what a job would do a little later. The job is there if this fails. */
export async function refreshNow(
  guild: string,
  ...users: { user: string; unlinked?: boolean }[]
): Promise<void> {
  for (const { user, unlinked } of users) {
    try {
      await refreshUser(guild, user, { unlinked: unlinked ?? false });
    } catch (error) {
      plugin.host.logger.warn('a member is brought up to date later', { guild, user, error: String(error) });
    }
  }
}
