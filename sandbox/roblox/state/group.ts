import { UnknownName } from '../../driver/names.ts';
import type { RobloxAccount } from './account.ts';
import type { RobloxWorld } from './world.ts';

export interface RobloxRole {
  readonly id: number;
  readonly name: string;
  /** 0 is a guest, who is no member; 1 the base role; 255 the owner. */
  readonly rank: number;
  readonly description: string;
}

export interface RobloxMembership {
  readonly account: RobloxAccount;
  /** The base role or others, the highest rank first. */
  readonly roles: readonly RobloxRole[];
  readonly joined: number;
  readonly updated: number;
}

export interface GroupSettings {
  readonly id?: number;
  readonly description?: string;
  readonly owner?: RobloxAccount;
  /** Roles besides Guest, Member and Owner: their ranks by their names. */
  readonly roles?: Readonly<Record<string, number>>;
}

/** A group ("community") of the local Roblox, and the hands of its owner. */
export class RobloxGroup {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly owner: RobloxAccount | undefined;
  /** A locked group is left out of its members' lists. */
  locked = false;
  readonly #world: RobloxWorld;
  readonly #roles: RobloxRole[] = [];
  readonly #members = new Map<RobloxAccount, RobloxMembership>();

  constructor(world: RobloxWorld, id: number, name: string, settings: GroupSettings) {
    this.#world = world;
    this.id = id;
    this.name = name;
    this.description = settings.description ?? '';
    this.owner = settings.owner;
    this.#add('Guest', 0);
    this.#add('Member', 1);
    for (const [role, rank] of Object.entries(settings.roles ?? {})) this.role(role, rank);
    this.#add('Owner', 255);
    if (this.owner) this.join(this.owner, 'Owner');
  }

  /** The lowest rank first; several may have the same. */
  get roles(): readonly RobloxRole[] {
    return this.#roles.toSorted((one, other) => one.rank - other.rank || one.id - other.id);
  }

  get members(): readonly RobloxMembership[] {
    return [...this.#members.values()];
  }

  get memberCount(): number {
    return this.#members.size;
  }

  membersWith(role: RobloxRole): readonly RobloxMembership[] {
    return this.members.filter(({ roles }) => roles.includes(role));
  }

  membership(account: RobloxAccount): RobloxMembership | undefined {
    return this.#members.get(account);
  }

  /**
   * A role by its name or id. With a rank it is made when there is none of that name.
   * @throws UnknownName, or Error when the rank is none that can be given, or the role has another.
   */
  role(name: string, rank?: number): RobloxRole {
    const known = this.#roles.find((role) => role.name === name || String(role.id) === name);
    if (known && (rank === undefined || known.rank === rank)) return known;
    if (known) throw new Error(`the role ${name} of ${this.name} has the rank ${known.rank}`);
    if (rank === undefined)
      throw new UnknownName(
        'role',
        name,
        this.roles.map((role) => role.name),
        ` in ${this.name}`,
      );
    if (!Number.isInteger(rank) || rank < 1 || rank > 254)
      throw new Error(`a rank is a whole number from 1 to 254, not ${rank}`);
    return this.#add(name, rank);
  }

  /**
   * Lets an account in, or gives a member one role more. Without a role a new member gets the base role, which makes way
   * for the first other one.
   */
  join(account: RobloxAccount, role?: string | RobloxRole): RobloxMembership {
    const given = this.#given(role ?? 'Member');
    const roles = this.#members.get(account)?.roles ?? [];
    return this.#set(account, role === undefined && roles.length > 0 ? roles : [...roles, given]);
  }

  /** Takes one role of a member; without any left they have the base role. @throws Error when they lack it */
  unassign(account: RobloxAccount, role: string | RobloxRole): RobloxMembership {
    const taken = this.#given(role);
    const roles = this.#members.get(account)?.roles ?? [];
    if (!roles.includes(taken)) throw new Error(`${account.name} is no ${taken.name} of ${this.name}`);
    return this.#set(
      account,
      roles.filter((each) => each !== taken),
    );
  }

  /** @returns whether they were a member. */
  leave(account: RobloxAccount): boolean {
    return this.#members.delete(account);
  }

  #given(role: string | RobloxRole): RobloxRole {
    const given = typeof role === 'string' ? this.role(role) : role;
    if (given.rank === 0) throw new Error('nobody is given the role Guest: who is no member has it');
    return given;
  }

  #set(account: RobloxAccount, wanted: readonly RobloxRole[]): RobloxMembership {
    const base = this.role('Member');
    const others = [...new Set(wanted)].filter((role) => role !== base);
    const now = this.#world.clock.now();
    const membership = {
      account,
      roles: others.length > 0 ? others.toSorted((one, other) => other.rank - one.rank) : [base],
      joined: this.#members.get(account)?.joined ?? now,
      updated: now,
    };
    this.#members.set(account, membership);
    return membership;
  }

  #add(name: string, rank: number): RobloxRole {
    const role = { id: this.#world.nextRoleId(), name, rank, description: '' };
    this.#roles.push(role);
    return role;
  }
}
