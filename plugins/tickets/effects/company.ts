import {
  type Guild,
  type GuildMember,
  PermissionFlagsBits,
  type PrivateThreadChannel,
  type ThreadMember,
} from 'discord.js';
import plugin from '../plugin.ts';
import { staffRolesOf } from '../ticket/staff-of.ts';
import type { Plan } from './plan.ts';

/** How many members of roles are let into a thread one by one; the mention of their role brings the others. */
const byHand = 50;
/** Members of a guild that are all asked for, so that none of a role is missed; Discord sends 1,000 at a time. */
const knownByAsking = 1_000;
/** How long Discord may take to tell them, in ms. */
const answerLimit = 10_000;
/** Members that Discord lists at a time. */
const pageSize = 100;

/** Who is to come into a thread, and who is to leave it: ids. */
export interface Company {
  readonly missing: readonly string[];
  readonly tooMany: readonly string[];
}

/**
 * Compares who is in a thread with who takes part in its ticket. The creator, people who were added and whoever claimed
 * it are in it; so are staff and added roles, as far as we know their members, once the message of the ticket has
 * mentioned them. Whoever may manage threads sees it anyway and is left alone. It asks Discord once.
 */
export async function companyOf(thread: PrivateThreadChannel, plan: Plan): Promise<Company> {
  const { ticket } = plan;
  const { guild } = thread;
  const there = await membersOf(thread);
  const people = peopleOf(plan);
  const roles = rolesOf(plan);
  const mentioned = (await plugin.parts.controls.of({ guild: guild.id, ticket: ticket.id }))?.message;
  if (mentioned && roles.size > 0) {
    await know(guild);
  }
  const helpers = mentioned
    ? guild.members.cache
        .filter((member) => isIn(member, roles) && !member.user.bot)
        .filter((member) => thread.parent?.permissionsFor(member).has(PermissionFlagsBits.ViewChannel))
        .first(byHand)
    : [];
  const wanted = new Set([...people, ...helpers.map(({ id }) => id)]);
  return {
    missing: [...wanted].filter((id) => !there.has(id)),
    tooMany: [...there]
      .filter(([id, member]) => !people.has(id) && !mayStay(thread, member, roles))
      .map(([id]) => id),
  };
}

/** Who is to be in the thread of a plan, as a text: what is the same is the same company. */
export function companyText(guild: Guild, plan: Plan): string {
  const roles = [...rolesOf(plan)].filter((role) => guild.roles.cache.has(role));
  return [...[...peopleOf(plan)].sort(), '', ...roles.sort()].join(' ');
}

/** Whether whoever came into a thread may be in it, and whoever left it need not be. */
export function fits(
  thread: PrivateThreadChannel,
  plan: Plan,
  added: readonly ThreadMember[],
  removed: readonly string[],
): boolean {
  const people = peopleOf(plan);
  const roles = rolesOf(plan);
  const member = ({ id, guildMember }: ThreadMember) => guildMember ?? thread.guild.members.cache.get(id);
  return (
    added.every((one) => people.has(one.id) || mayStay(thread, member(one), roles)) &&
    !removed.some((id) => people.has(id))
  );
}

/** The people who take part, beside those who do by their roles. */
function peopleOf({ ticket, participants }: Plan): ReadonlySet<string> {
  const guests = ticket.state !== 'archived';
  return new Set(
    [
      ...(guests ? [ticket.creator] : []),
      ...participants.filter(({ kind }) => guests && kind === 'user').map(({ subject }) => subject),
      ...(ticket.claimedBy ? [ticket.claimedBy] : []),
    ]
      // Whoever asked to be forgotten is no user any more.
      .filter((id) => /^\d+$/.test(id)),
  );
}

/** The roles whose members take part. */
function rolesOf({ ticket, type, participants }: Plan): ReadonlySet<string> {
  const added = ticket.state === 'archived' ? [] : participants.filter(({ kind }) => kind === 'role');
  return new Set([...staffRolesOf(type, participants), ...added.map(({ subject }) => subject)]);
}

function mayStay(thread: PrivateThreadChannel, member: GuildMember | undefined, roles: ReadonlySet<string>) {
  return (
    member !== undefined &&
    (member.user.bot || isIn(member, roles) || thread.permissionsFor(member).has('ManageThreads'))
  );
}

const isIn = (member: GuildMember, roles: ReadonlySet<string>) =>
  member.roles.cache.some(({ id }) => roles.has(id));

/** The guilds whose members were asked for since the start. Who comes later is told of by events. */
const asked = new WeakMap<Guild, Promise<unknown>>();

/**
 * Has Discord tell of all members of a guild, if it is small: a bot that just started knows only those it has heard of. In
 * a big one, or where Discord does not answer, the mention of a role must do.
 */
async function know(guild: Guild): Promise<void> {
  const { cache } = guild.members;
  if (guild.memberCount > knownByAsking || cache.size >= guild.memberCount) {
    return;
  }
  const answer = asked.get(guild) ?? guild.members.fetch({ time: answerLimit });
  asked.set(guild, answer);
  await answer.catch(() => asked.delete(guild));
}

/** Everybody in a thread, with who they are on the server as far as Discord says. */
async function membersOf(thread: PrivateThreadChannel): Promise<Map<string, GuildMember | undefined>> {
  const all = new Map<string, GuildMember | undefined>();
  for (let after: string | undefined; ; ) {
    const page = await thread.members.fetch({
      withMember: true,
      limit: pageSize,
      cache: false,
      ...(after && { after }),
    });
    for (const [id, one] of page) {
      all.set(id, one.guildMember ?? thread.guild.members.cache.get(id));
    }
    if (page.size < pageSize) {
      return all;
    }
    after = page.lastKey()!;
  }
}
