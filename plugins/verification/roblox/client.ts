import { setTimeout as sleep } from 'node:timers/promises';
import { Accounts } from './accounts.ts';
import { Groups } from './groups.ts';
import { Headshots } from './headshots.ts';
import { Memberships } from './memberships.ts';
import { type OAuthApp, RobloxOAuth } from './oauth/roblox-oauth.ts';
import type {
  AccountOutcome,
  Asking,
  AskingForMemberships,
  Coming,
  GroupRole,
  Membership,
  NamesOutcome,
  Outcome,
  Roblox,
  Trouble,
} from './roblox.ts';
import { isTrouble } from './trouble.ts';
import { Ask } from './wire/ask.ts';
import type { Ground } from './wire/ground.ts';
import { Requests } from './wire/requests.ts';

/** What the machine gives, where nothing else is given. */
export const machine = {
  fetch: (...request: Parameters<typeof fetch>) => fetch(...request),
  sleep: (ms: number): Promise<void> => sleep(ms),
  random: Math.random,
  deadline: (ms: number) => AbortSignal.timeout(ms),
};

export interface RobloxClientOptions
  extends Omit<Ground, keyof typeof machine>,
    Partial<Pick<Ground, keyof typeof machine>> {
  /** A key for Open Cloud. With it all roles of a member are known, without it the highest. */
  readonly apiKey?: string | undefined;
}

/** How long a picture is waited for, in ms. */
const pictureTime = 2_500;

const anId = /^[1-9]\d{0,18}$/;

/** Roblox over its web API. It never throws for what Roblox does: see the outcomes. */
export class RobloxClient implements Roblox {
  readonly #ground: Ground;
  readonly #requests: Requests;
  readonly #accounts: Accounts;
  readonly #groups: Groups;
  readonly #memberships: Memberships;
  readonly #headshots: Headshots;

  constructor({ apiKey, ...given }: RobloxClientOptions) {
    const ground: Ground = { ...machine, ...given };
    this.#ground = ground;
    this.#requests = new Requests(ground);
    this.#accounts = new Accounts(ground, this.#requests);
    this.#groups = new Groups(ground, this.#requests);
    this.#memberships = new Memberships(ground, this.#requests, this.#groups, apiKey?.trim());
    this.#headshots = new Headshots(ground, this.#requests);
  }

  byName(name: string, asking?: Asking): Promise<AccountOutcome> {
    return this.#accounts.byName(name, this.#ask(asking));
  }

  async byId(id: string, asking?: Asking): Promise<AccountOutcome> {
    return anId.test(id) ? this.#accounts.byId(id, this.#ask(asking)) : { kind: 'absent' };
  }

  async names(id: string, asking?: Asking): Promise<NamesOutcome> {
    return anId.test(id) ? this.#accounts.names(id, this.#ask(asking)) : { kind: 'absent' };
  }

  async gather(ids: readonly string[], coming: Coming, asking?: Asking): Promise<Trouble | undefined> {
    const known = ids.filter((id) => anId.test(id));
    const [memberships, names] = await Promise.all([
      coming.memberships ? this.#memberships.gather(known, this.#ask(asking)) : undefined,
      coming.names ? this.#accounts.gatherNames(known, this.#ask(asking)) : undefined,
    ]);
    return memberships ?? names;
  }

  async memberships(id: string, asking?: AskingForMemberships): Promise<Outcome<readonly Membership[]>> {
    return anId.test(id) ? this.#memberships.of(id, this.#ask(asking), asking?.groups) : { kind: 'absent' };
  }

  async groupRoles(
    group: string,
    asking?: Asking,
  ): Promise<Outcome<{ readonly name: string; readonly roles: readonly GroupRole[] }>> {
    if (!anId.test(group)) {
      return { kind: 'absent' };
    }
    const ask = this.#ask(asking);
    const [name, roles] = await Promise.all([
      this.#groups.nameOf(group, ask),
      this.#groups.rolesOf(group, ask),
    ]);
    if (name.kind === 'found' && roles.kind === 'found') {
      return { kind: 'found', value: { name: name.value, roles: roles.value } };
    }
    const troubles = [name, roles].filter(isTrouble);
    return troubles[0] ?? { kind: 'absent' };
  }

  async headshot(id: string): Promise<string | undefined> {
    return anId.test(id) ? this.#headshots.of(id, this.#ask({ patience: pictureTime })) : undefined;
  }

  /** Signing in with Roblox, for an app that is registered there. */
  oauth(app: OAuthApp): RobloxOAuth {
    return new RobloxOAuth(this.#ground, this.#requests, app);
  }

  #ask(asking?: Asking): Ask {
    return new Ask(this.#ground, asking);
  }
}
