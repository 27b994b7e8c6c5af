import type {
  Account,
  AccountOutcome,
  GroupRole,
  Membership,
  NamesOutcome,
  Outcome,
  Roblox,
  Trouble,
} from '../roblox/roblox.ts';

interface Known {
  account: Account;
  oldNames: string[];
  banned: boolean;
  groups: Membership[];
}

/** Roblox as a few maps. A description may take a while to show, and everything may be in trouble. */
export class FakeRoblox implements Roblox {
  readonly #known = new Map<string, Known>();
  readonly #late: { id: string; description: string; in: number }[] = [];
  readonly groups = new Map<string, { name: string; roles: GroupRole[] }>();
  /** What was asked, one word each. */
  readonly asked: string[] = [];
  trouble: Trouble | undefined;
  /** The next look at an account takes as long as this does. */
  held: Promise<void> | undefined;
  /** Trouble with groups alone. */
  groupTrouble: Trouble | undefined;

  add(id: string, name: string, more: Partial<Account> = {}): string {
    const account = {
      id,
      name,
      displayName: name,
      created: new Date('2015-01-01'),
      description: '',
      ...more,
    };
    this.#known.set(id, { account, oldNames: [], banned: false, groups: [] });
    return id;
  }

  rename(id: string, name: string): void {
    const known = this.#of(id);
    known.oldNames.push(known.account.name);
    known.account = { ...known.account, name };
  }

  ban(id: string): void {
    this.#of(id).banned = true;
  }

  remove(id: string): void {
    this.#known.delete(id);
  }

  /** @param delay ms until it shows. */
  describe(id: string, description: string, delay = 0): void {
    if (delay > 0) {
      this.#late.push({ id, description, in: delay });
      return;
    }
    const known = this.#of(id);
    known.account = { ...known.account, description };
  }

  /** Puts an account into a group, with these ranks. */
  join(id: string, group: string, ...ranks: number[]): void {
    const known = this.#of(id);
    const roles = ranks.map((rank) => ({ id: `${group}-${rank}`, name: `Rank ${rank}`, rank }));
    known.groups = [
      ...known.groups.filter((membership) => membership.group !== group),
      ...(roles.length > 0 ? [{ group, groupName: `Group ${group}`, roles }] : []),
    ];
  }

  async passed(ms: number): Promise<void> {
    for (const late of this.#late.splice(0)) {
      const left = late.in - ms;
      this.describe(late.id, late.description, Math.max(0, left));
    }
  }

  async byName(name: string): Promise<AccountOutcome> {
    this.asked.push('byName');
    const same = (other: string) => other.toLowerCase() === name.toLowerCase();
    const known = [...this.#known.values()];
    const found =
      known.find(({ account }) => same(account.name)) ?? known.find(({ oldNames }) => oldNames.some(same));
    return this.trouble ?? this.#outcome(found);
  }

  async byId(id: string, options: { fresh?: boolean } = {}): Promise<AccountOutcome> {
    this.asked.push(options.fresh ? 'byId fresh' : 'byId');
    const { held } = this;
    this.held = undefined;
    await held;
    return this.trouble ?? this.#outcome(this.#known.get(id));
  }

  names(id: string, options: { fresh?: boolean } = {}): Promise<NamesOutcome> {
    return this.byId(id, options);
  }

  async gather(): Promise<Trouble | undefined> {
    return undefined;
  }

  async memberships(id: string): Promise<Outcome<readonly Membership[]>> {
    this.asked.push('memberships');
    const known = this.#known.get(id);
    return (
      this.groupTrouble ??
      this.trouble ??
      (known ? { kind: 'found', value: known.groups } : { kind: 'absent' })
    );
  }

  async groupRoles(group: string): Promise<Outcome<{ name: string; roles: readonly GroupRole[] }>> {
    const value = this.groups.get(group);
    return this.groupTrouble ?? this.trouble ?? (value ? { kind: 'found', value } : { kind: 'absent' });
  }

  async headshot(): Promise<string | undefined> {
    return undefined;
  }

  #outcome(known: Known | undefined): AccountOutcome {
    return known ? { kind: known.banned ? 'banned' : 'found', account: known.account } : { kind: 'absent' };
  }

  #of(id: string): Known {
    const known = this.#known.get(id);
    if (!known) {
      throw new Error(`there is no account ${id}`);
    }
    return known;
  }
}
