import { cloudMembershipsAnswer } from './answers.ts';
import { Recall } from './recall.ts';
import type { Outcome, Trouble } from './roblox.ts';
import { isTrouble } from './trouble.ts';
import type { Ask } from './wire/ask.ts';
import { type Ground, nowOf } from './wire/ground.ts';
import type { Requests } from './wire/requests.ts';
import { shaped } from './wire/shape.ts';

/** The ids of the roles that an account has, by group. */
export type RoleIds = ReadonlyMap<string, readonly string[]>;

/** Pages of 100; nobody is in so many groups. */
const mostPages = 20;

/** How many users one filter takes. Source: https://create.roblox.com/docs/cloud/reference/patterns */
const mostUsers = 50;

/** Memberships as Open Cloud tells them to whoever has an API key: with every role, but without names and ranks. */
export class CloudMemberships {
  readonly #ground: Pick<Ground, 'clock'>;
  readonly #requests: Requests;
  readonly #key: string;
  readonly #memberships: Recall<Outcome<RoleIds>>;

  constructor(ground: Pick<Ground, 'clock'>, requests: Requests, key: string, lasts: number) {
    this.#ground = ground;
    this.#requests = requests;
    this.#key = key;
    this.#memberships = new Recall(ground, { lasts });
  }

  of(account: string, ask: Ask): Promise<Outcome<RoleIds>> {
    return this.#memberships.get(account, ask, async () => {
      const outcome = await this.#read([account], ask);
      return outcome.kind === 'found' ? { kind: 'found', value: outcome.value.get(account)! } : outcome;
    });
  }

  /** What is remembered of an account. */
  remembered(account: string, ask: Ask): RoleIds | undefined {
    const outcome = this.#memberships.remembered(account, ask);
    return outcome?.kind === 'found' ? outcome.value : undefined;
  }

  /** Asks for many accounts together, and remembers them. @returns why not for all of them. */
  async gather(accounts: readonly string[], ask: Ask): Promise<Trouble | undefined> {
    const missing = accounts.filter((account) => !this.remembered(account, ask));
    for (let first = 0; first < missing.length; first += mostUsers) {
      const asked = nowOf(this.#ground);
      const outcome = await this.#read(missing.slice(first, first + mostUsers), ask);
      if (outcome.kind !== 'found') {
        return isTrouble(outcome) ? outcome : undefined;
      }
      for (const [account, value] of outcome.value) {
        this.#memberships.learn(account, { kind: 'found', value }, asked);
      }
    }
    return undefined;
  }

  /** The groups of each of the accounts: of somebody in none, none. */
  async #read(accounts: readonly string[], ask: Ask): Promise<Outcome<Map<string, RoleIds>>> {
    const what = 'memberships of Open Cloud';
    const found = new Map(accounts.map((account) => [account, new Map<string, readonly string[]>()]));
    let page = '';
    for (let pages = 0; pages < mostPages * accounts.length; pages++) {
      const query = new URLSearchParams({
        maxPageSize: '100',
        filter: `user in [${accounts.map((account) => `'users/${account}'`).join(', ')}]`,
        ...(page && { pageToken: page }),
      });
      const reply = await this.#requests.send(
        {
          service: 'cloud',
          path: `/cloud/v2/groups/-/memberships?${query}`,
          what,
          headers: { 'x-api-key': this.#key },
        },
        ask,
      );
      if (isTrouble(reply)) {
        return reply;
      }
      const answer = shaped(this.#requests, what, reply, cloudMembershipsAnswer);
      if (answer.kind !== 'found') {
        return answer;
      }
      const { groupMemberships, nextPageToken } = answer.value;
      for (const { path: group, user, roles } of groupMemberships) {
        const ids = found.get(user.replace(/^users\//, ''));
        if (!ids) {
          return this.#requests.changed(`${what}: another user than asked for`);
        }
        ids.set(group, roles);
      }
      if (!nextPageToken) {
        return { kind: 'found', value: found };
      }
      page = nextPageToken;
    }
    return this.#requests.changed(`${what}: pages without an end`);
  }
}
