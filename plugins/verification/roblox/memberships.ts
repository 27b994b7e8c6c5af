import { membershipsAnswer } from './answers.ts';
import { CloudMemberships, type RoleIds } from './cloud-memberships.ts';
import type { Groups } from './groups.ts';
import { Recall } from './recall.ts';
import type { GroupRole, Membership, Outcome, Trouble } from './roblox.ts';
import { isTrouble } from './trouble.ts';
import type { Ask } from './wire/ask.ts';
import type { Ground } from './wire/ground.ts';
import type { Requests } from './wire/requests.ts';
import { shaped } from './wire/shape.ts';

/** How long the groups of an account are remembered, in ms. */
const lasts = 120_000;

/** "The user is invalid or does not exist." */
const noSuchUser = { status: 400, code: 3 };

type Found = Outcome<readonly Membership[]>;

/** The groups of accounts. The old host tells the highest role in each; with an API key the others are known too. */
export class Memberships {
  readonly #requests: Requests;
  readonly #groups: Groups;
  readonly #cloud: CloudMemberships | undefined;
  readonly #highest: Recall<Found>;

  constructor(ground: Pick<Ground, 'clock'>, requests: Requests, groups: Groups, apiKey: string | undefined) {
    this.#requests = requests;
    this.#groups = groups;
    this.#cloud = apiKey ? new CloudMemberships(ground, requests, apiKey, lasts) : undefined;
    this.#highest = new Recall(ground, { lasts });
  }

  /** @param wanted the groups whose every role matters; by default all. */
  async of(account: string, ask: Ask, wanted?: readonly string[]): Promise<Found> {
    const gathered = ask.background ? this.#cloud?.remembered(account, ask) : undefined;
    // Somebody in none of the groups may have no account any more: only the old host tells the two apart.
    if (gathered && wanted?.some((group) => gathered.has(group))) {
      return this.#join([], gathered, ask, wanted);
    }
    const cloud = this.#cloud?.of(account, ask);
    const highest = await this.#highest.get(account, ask, () => this.#read(account, ask));
    const ids = await cloud;
    if (highest.kind !== 'found' || !ids) {
      return highest;
    }
    return ids.kind === 'found' ? this.#join(highest.value, ids.value, ask, wanted) : ids;
  }

  /** Asks for many accounts together where that is possible, which is with an API key. @returns why not for all of them. */
  async gather(accounts: readonly string[], ask: Ask): Promise<Trouble | undefined> {
    return this.#cloud?.gather(accounts, ask);
  }

  async #read(account: string, ask: Ask): Promise<Found> {
    const what = 'groups of a user';
    const path = `/v2/users/${account}/groups/roles`;
    const reply = await this.#requests.send({ service: 'groups', path, what }, ask);
    if (isTrouble(reply)) {
      return reply;
    }
    if (reply.kind === 'no' && reply.status === noSuchUser.status && reply.code === noSuchUser.code) {
      return { kind: 'absent' };
    }
    const answer = shaped(this.#requests, what, reply, membershipsAnswer);
    if (answer.kind !== 'found') {
      return answer;
    }
    const byGroup = new Map<string, Membership>();
    for (const { group, role } of answer.value.data) {
      const roles = [...(byGroup.get(group.id)?.roles ?? []), role].filter(({ rank }) => rank > 0);
      byGroup.set(group.id, { group: group.id, groupName: group.name, roles: sorted(roles) });
    }
    return { kind: 'found', value: [...byGroup.values()].filter(({ roles }) => roles.length > 0) };
  }

  /** Adds the roles that only Open Cloud tells. What one of the two tells is true, also when the other is late. */
  async #join(
    highest: readonly Membership[],
    ids: RoleIds,
    ask: Ask,
    wanted: readonly string[] | undefined,
  ): Promise<Found> {
    const memberships = new Map(highest.map((membership) => [membership.group, membership]));
    for (const [group, roleIds] of ids) {
      const known = memberships.get(group);
      const missing = roleIds.filter((id) => !known?.roles.some((role) => role.id === id));
      if (missing.length === 0 || (wanted && !wanted.includes(group))) {
        continue;
      }
      const more = await this.#more(group, known?.groupName, missing, ask);
      if (isTrouble(more)) {
        return more;
      }
      if (more.kind === 'found') {
        const roles = sorted([...(known?.roles ?? []), ...more.value.roles]);
        memberships.set(group, { ...more.value, roles });
      }
    }
    return { kind: 'found', value: [...memberships.values()] };
  }

  /** A group with those of its roles that have these ids. Absent: the group or the roles were deleted meanwhile. */
  async #more(
    group: string,
    known: string | undefined,
    ids: readonly string[],
    ask: Ask,
  ): Promise<Outcome<Membership>> {
    const name = known === undefined ? await this.#groups.nameOf(group, ask.part(false)) : found(known);
    const all = await this.#roles(group, ids, ask);
    if (name.kind !== 'found') {
      return name;
    }
    if (all.kind !== 'found') {
      return all;
    }
    const roles = all.value.filter(({ id }) => ids.includes(id));
    return roles.length > 0 ? found({ group, groupName: name.value, roles }) : { kind: 'absent' };
  }

  /** Groups change seldom: their roles are asked for anew only when one of these is not among those that are remembered. */
  async #roles(group: string, ids: readonly string[], ask: Ask): Promise<Outcome<readonly GroupRole[]>> {
    const known = await this.#groups.rolesOf(group, ask.part(false));
    const complete = known.kind !== 'found' || ids.every((id) => known.value.some((role) => role.id === id));
    return complete ? known : this.#groups.rolesOf(group, ask.part(true));
  }
}

const found = <T>(value: T) => ({ kind: 'found', value }) as const;

function sorted(roles: readonly GroupRole[]): GroupRole[] {
  return roles.toSorted((one, other) => other.rank - one.rank);
}
