import { holds } from './bind-match.ts';
import type { Binds } from './binds.ts';
import type { Context } from './context.ts';
import type { Bind } from './entities/bind.ts';
import type { Link } from './entities/link.ts';
import type { Links } from './links.ts';
import { nicknameOf } from './nickname.ts';
import type { Given, Nicknames } from './nicknames.ts';
import type { Asking, Membership, Names, Trouble } from './roblox/roblox.ts';
import { byPriority, type RoleDiff, roleDiff, type Untouchable } from './role-diff.ts';
import type { VerificationSettings } from './settings.ts';

/** A member as the guild has them. */
export interface MemberFacts {
  readonly guild: string;
  readonly user: string;
  /** How they are called on Discord. */
  readonly name: string;
  readonly nickname: string | null;
  readonly roles: readonly string[];
  readonly untouchable: (role: string) => Untouchable | undefined;
  /** The nickname from the bot, where no row tells of it any more. */
  readonly given?: Given | undefined;
}

/** What is to be done with a member, and why. Nothing of it has been done. */
export interface MemberPlan {
  readonly link: Link | undefined;
  /** Undefined: roles stay as they are, because of a bypass role. */
  readonly roles: RoleDiff | undefined;
  /** The new nickname; null: none; undefined: it stays as it is. */
  readonly nickname: string | null | undefined;
  readonly bypassed: { readonly roles: boolean; readonly nickname: boolean };
  /** Each bind of the guild, and whether it holds; undefined when that is not known. */
  readonly binds: readonly { readonly bind: Bind; readonly holds: boolean | undefined }[];
  /** What Roblox did not tell. What depends on it stays as it is. */
  readonly trouble: Trouble | undefined;
  /** The account cannot be used any more; nothing changes because of that. */
  readonly account: 'fine' | 'banned' | 'absent';
}

type Answer<T> = T | Trouble | undefined;

/** Says what a member's roles and nickname should be. It asks Roblox for what it needs and for nothing else. */
export class Planner {
  readonly #context: Context;
  readonly #links: Links;
  readonly #binds: Binds;
  readonly #nicknames: Nicknames;

  constructor(context: Context, links: Links, binds: Binds, nicknames: Nicknames) {
    this.#context = context;
    this.#links = links;
    this.#binds = binds;
    this.#nicknames = nicknames;
  }

  async plan(member: MemberFacts, asking: Asking = {}): Promise<MemberPlan> {
    const { guild, user } = member;
    const settings = await this.#context.settings(guild);
    const link = await this.#links.of(guild, user);
    const binds = await this.#binds.of(guild);
    const bypassed = {
      roles: meets(member.roles, settings.bypassRoles),
      nickname: meets(member.roles, settings.bypassNickname),
    };
    const naming = link && settings.nickname !== '' && !bypassed.nickname;
    const tellsRank = naming && /\{(rank|group)-name\}/.test(settings.nickname);
    const asksGroups = link && binds.length > 0 && (!bypassed.roles || tellsRank);
    const memberships = asksGroups ? await this.#memberships(link, binds, asking) : undefined;
    // While one thing is out of reach, the other need not be asked for.
    const account = naming && !isTrouble(memberships) ? await this.#names(link, asking) : undefined;
    const trouble = [memberships, account].find(isTrouble);
    const known = isTrouble(memberships) ? undefined : memberships;
    const names = account && 'names' in account ? account.names : undefined;
    const nickname =
      names && !trouble ? changedNickname(member, settings, names, binds, known ?? []) : undefined;
    const takenBack =
      link || bypassed.nickname ? undefined : await this.#nicknames.before(member, member.given);
    return {
      link,
      roles: bypassed.roles ? undefined : this.#roles(member, settings, link, binds, known),
      nickname: link ? nickname : takenBack,
      bypassed,
      binds: binds.map((bind) => ({ bind, holds: known && holds(bind, known) })),
      trouble,
      account: account && 'state' in account ? account.state : 'fine',
    };
  }

  /** Asks Roblox for many accounts in few calls, before each of them is planned for. @returns why that is not to be had. */
  async gather(guild: string, accounts: readonly string[], asking: Asking): Promise<Trouble | undefined> {
    const { nickname } = await this.#context.settings(guild);
    const binds = await this.#binds.of(guild);
    const coming = { names: nickname !== '', memberships: binds.length > 0 };
    return this.#context.roblox.gather(accounts, coming, asking);
  }

  #roles(
    { roles: current, untouchable }: MemberFacts,
    { verifiedRole }: VerificationSettings,
    link: Link | undefined,
    binds: readonly Bind[],
    memberships: readonly Membership[] | undefined,
  ): RoleDiff {
    return roleDiff({
      current,
      linked: link !== undefined,
      verifiedRole,
      binds,
      memberships,
      untouchable,
    });
  }

  async #memberships(
    { account }: Link,
    binds: readonly Bind[],
    asking: Asking,
  ): Promise<Answer<readonly Membership[]>> {
    const groups = [...new Set(binds.map(({ group }) => group))];
    const outcome = await this.#context.roblox.memberships(account, { ...asking, groups });
    // Roblox knows no such account any more. That takes nobody's roles: staff decide.
    return outcome.kind === 'found' ? outcome.value : outcome.kind === 'absent' ? undefined : outcome;
  }

  async #names(
    link: Link,
    asking: Asking,
  ): Promise<Answer<{ names: Names } | { state: 'banned' | 'absent' }>> {
    const outcome = await this.#context.roblox.names(link.account, asking);
    if (outcome.kind === 'found') {
      await this.#links.seen(link, outcome.account);
      return { names: outcome.account };
    }
    return outcome.kind === 'banned' || outcome.kind === 'absent' ? { state: outcome.kind } : outcome;
  }
}

const meets = (own: readonly string[], listed: readonly string[]) =>
  own.some((role) => listed.includes(role));

function isTrouble(answer: Answer<unknown>): answer is Trouble {
  return typeof answer === 'object' && answer !== null && 'kind' in answer;
}

function changedNickname(
  { name, nickname }: MemberFacts,
  { nickname: template }: VerificationSettings,
  account: Names,
  binds: readonly Bind[],
  memberships: readonly Membership[],
): string | undefined {
  const highest = binds
    .filter((bind) => bind.condition !== 'not-member' && holds(bind, memberships))
    .sort(byPriority)
    .at(-1);
  const membership = memberships.find(({ group }) => group === highest?.group);
  const wanted = nicknameOf(template, {
    'roblox-username': account.name,
    'roblox-id': account.id,
    'display-name': account.displayName,
    'discord-name': name,
    'rank-name': membership?.roles[0]?.name ?? '',
    'group-name': membership?.groupName ?? '',
  });
  return wanted !== undefined && wanted !== nickname ? wanted : undefined;
}
