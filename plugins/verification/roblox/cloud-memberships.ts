import { cloudMembershipsAnswer } from './answers.ts';
import { Recall } from './recall.ts';
import type { Outcome } from './roblox.ts';
import { isTrouble } from './trouble.ts';
import type { Ask } from './wire/ask.ts';
import type { Ground } from './wire/ground.ts';
import type { Requests } from './wire/requests.ts';
import { shaped } from './wire/shape.ts';

/** The ids of the roles that an account has, by group. */
export type RoleIds = ReadonlyMap<string, readonly string[]>;

/** Pages of 100; nobody is in so many groups. */
const mostPages = 20;

/** Memberships as Open Cloud tells them to whoever has an API key: with every role, but without names and ranks. */
export class CloudMemberships {
  readonly #requests: Requests;
  readonly #key: string;
  readonly #memberships: Recall<Outcome<RoleIds>>;

  constructor(ground: Pick<Ground, 'clock'>, requests: Requests, key: string, lasts: number) {
    this.#requests = requests;
    this.#key = key;
    this.#memberships = new Recall(ground, { lasts });
  }

  of(account: string, ask: Ask): Promise<Outcome<RoleIds>> {
    return this.#memberships.get(account, ask, () => this.#read(account, ask));
  }

  async #read(account: string, ask: Ask): Promise<Outcome<RoleIds>> {
    const what = 'memberships of Open Cloud';
    const ids = new Map<string, readonly string[]>();
    let page = '';
    for (let pages = 0; pages < mostPages; pages++) {
      const query = new URLSearchParams({
        maxPageSize: '100',
        filter: `user in ['users/${account}']`,
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
        if (user !== `users/${account}`) {
          return this.#requests.changed(`${what}: another user than asked for`);
        }
        ids.set(group, roles);
      }
      if (!nextPageToken) {
        return { kind: 'found', value: ids };
      }
      page = nextPageToken;
    }
    return this.#requests.changed(`${what}: pages without an end`);
  }
}
