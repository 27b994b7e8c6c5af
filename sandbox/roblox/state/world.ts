import { Clock } from '../../discord/clock.ts';
import { UnknownName } from '../../driver/names.ts';
import { RobloxFaults } from '../faults.ts';
import { RateLimits } from '../http/rate-limits.ts';
import { OAuth } from '../oauth/oauth.ts';
import { type AccountSettings, RobloxAccount } from './account.ts';
import { type GroupSettings, RobloxGroup } from './group.ts';
import { TextFilter } from './text-filter.ts';

/** Ids begin beyond 32 bits, as those of new accounts do: who keeps them in too small a number finds out here. */
const FIRST_ACCOUNT = 5_000_000_001;
const FIRST_GROUP = 35_000_001;
const FIRST_ROLE = 99_000_001;

const YEAR = 365 * 24 * 3_600_000;

/** All that is in the local Roblox. */
export class RobloxWorld {
  readonly clock: Clock;
  readonly faults = new RobloxFaults();
  readonly limits: RateLimits;
  readonly filter = new TextFilter();
  readonly oauth: OAuth;
  /** How long others see the old description after it was changed, in milliseconds of the clock. */
  propagationDelay = 0;
  /** Keys of Open Cloud that work. */
  readonly apiKeys = new Set<string>();
  /** Where it answers, like `http://127.0.0.1:4100`; known once it listens. */
  url = '';
  readonly #accounts = new Map<number, RobloxAccount>();
  readonly #byName = new Map<string, RobloxAccount>();
  readonly #byFormerName = new Map<string, RobloxAccount>();
  readonly #groups = new Map<number, RobloxGroup>();
  #next = { account: FIRST_ACCOUNT, group: FIRST_GROUP, role: FIRST_ROLE };

  constructor(clock = new Clock()) {
    this.clock = clock;
    this.limits = new RateLimits(clock);
    this.oauth = new OAuth(this);
  }

  get accounts(): RobloxAccount[] {
    return [...this.#accounts.values()];
  }

  get groups(): RobloxGroup[] {
    return [...this.#groups.values()];
  }

  accountById(id: number): RobloxAccount | undefined {
    return this.#accounts.get(id);
  }

  groupById(id: number): RobloxGroup | undefined {
    return this.#groups.get(id);
  }

  /** Whoever has the name, whatever the case; else whoever had it last. */
  accountNamed(name: string): RobloxAccount | undefined {
    return this.#byName.get(name.toLowerCase()) ?? this.#byFormerName.get(name.toLowerCase());
  }

  /** The account that has the name or id. @throws UnknownName */
  needAccount(name: string): RobloxAccount {
    const found = this.#byName.get(name.toLowerCase()) ?? this.#accounts.get(Number(name));
    if (found) return found;
    throw new UnknownName(
      'Roblox account',
      name,
      this.accounts.map((account) => account.name),
    );
  }

  /** The account that has the name at present, made when nobody has it; a former name of another may be taken. */
  account(name: string, settings: AccountSettings = {}): RobloxAccount {
    const present = this.#byName.get(name.toLowerCase());
    if (present) {
      if (Object.keys(settings).length > 0)
        throw new Error(`there is a Roblox account ${present.name} already`);
      return present;
    }
    needName(name);
    const id = settings.id ?? this.#next.account++;
    if (this.#accounts.has(id)) throw new Error(`another Roblox account has the id ${id}`);
    const created = new Date(settings.created ?? this.clock.now() - 3 * YEAR);
    if (Number.isNaN(created.getTime())) throw new Error(`${settings.created} is no date`);
    const account = new RobloxAccount(this, id, name, created, settings);
    this.takeName(name, account);
    this.#accounts.set(id, account);
    return account;
  }

  /** Lets an account have a name. @throws Error when it is no name for one, or another account has it. */
  takeName(name: string, account: RobloxAccount, before?: string): void {
    needName(name);
    const holder = this.#byName.get(name.toLowerCase());
    if (holder && holder !== account) throw new Error(`another Roblox account is called ${holder.name}`);
    if (before !== undefined) {
      this.#byName.delete(before.toLowerCase());
      this.#byFormerName.set(before.toLowerCase(), account);
    }
    this.#byName.set(name.toLowerCase(), account);
  }

  /** The group of that name or id. @throws UnknownName */
  needGroup(name: string): RobloxGroup {
    const found = this.#groupNamed(name) ?? this.#groups.get(Number(name));
    if (found) return found;
    throw new UnknownName(
      'Roblox group',
      name,
      this.groups.map((group) => group.name),
    );
  }

  /** The group of that name, made when there is none. */
  group(name: string, settings: GroupSettings = {}): RobloxGroup {
    const present = this.#groupNamed(name);
    if (present) {
      if (Object.keys(settings).length > 0)
        throw new Error(`there is a Roblox group ${present.name} already`);
      return present;
    }
    const id = settings.id ?? this.#next.group++;
    if (this.#groups.has(id)) throw new Error(`another Roblox group has the id ${id}`);
    const group = new RobloxGroup(this, id, name, settings);
    this.#groups.set(id, group);
    return group;
  }

  nextRoleId(): number {
    return this.#next.role++;
  }

  /** Takes all away but the OAuth apps and the keys. */
  reset(): void {
    this.#accounts.clear();
    this.#byName.clear();
    this.#byFormerName.clear();
    this.#groups.clear();
    this.#next = { account: FIRST_ACCOUNT, group: FIRST_GROUP, role: FIRST_ROLE };
    this.faults.clear();
    this.limits.reset();
    this.filter.reset();
    this.oauth.forgetGrants();
    this.propagationDelay = 0;
  }

  #groupNamed(name: string): RobloxGroup | undefined {
    return this.groups.find((group) => group.name.toLowerCase() === name.toLowerCase());
  }
}

/** Accounts of the first years have odd names; new ones keep to this. */
function needName(name: string): void {
  if (!/^[A-Za-z0-9]+(?:_[A-Za-z0-9]+)?$/.test(name) || name.length < 3 || name.length > 20)
    throw new Error(
      `a Roblox name has 3 to 20 letters and digits and at most one _, not at an end: not '${name}'`,
    );
}
