import type { z } from 'zod';
import { groupAnswer, groupRolesAnswer } from './answers.ts';
import { Recall } from './recall.ts';
import type { GroupRole, Outcome, Trouble } from './roblox.ts';
import { isTrouble } from './trouble.ts';
import type { Ask } from './wire/ask.ts';
import type { Ground } from './wire/ground.ts';
import type { Requests } from './wire/requests.ts';
import { shaped } from './wire/shape.ts';

/** How long a group is remembered, in ms. */
const lasts = 360_000;

/** "The group is invalid or does not exist." */
const noSuchGroup = { status: 400, code: 1 };

/** Groups, and the roles that there are in them. */
export class Groups {
  readonly #requests: Requests;
  readonly #names: Recall<Outcome<string>>;
  readonly #roles: Recall<Outcome<readonly GroupRole[]>>;

  constructor(ground: Pick<Ground, 'clock'>, requests: Requests) {
    this.#requests = requests;
    this.#names = new Recall(ground, { lasts });
    this.#roles = new Recall(ground, { lasts });
  }

  nameOf(group: string, ask: Ask): Promise<Outcome<string>> {
    return this.#names.get(group, ask, async () => {
      const read = await this.#ask('group', `/v1/groups/${group}`, groupAnswer, ask);
      return read.kind === 'found' ? this.#same(group, read.value.id, read.value.name) : read;
    });
  }

  /** The roles of members, the lowest rank first. Guests are no members. */
  rolesOf(group: string, ask: Ask): Promise<Outcome<readonly GroupRole[]>> {
    return this.#roles.get(group, ask, async () => {
      const read = await this.#ask('roles of a group', `/v1/groups/${group}/roles`, groupRolesAnswer, ask);
      if (read.kind !== 'found') {
        return read;
      }
      const { groupId, roles } = read.value;
      const held = roles.filter(({ rank }) => rank > 0).sort((one, other) => one.rank - other.rank);
      return this.#same(group, groupId, held);
    });
  }

  async #ask<T>(what: string, path: string, shape: z.ZodType<T>, ask: Ask): Promise<Outcome<T>> {
    const reply = await this.#requests.send({ service: 'groups', path, what }, ask);
    if (isTrouble(reply)) {
      return reply;
    }
    if (reply.kind === 'no' && reply.status === noSuchGroup.status && reply.code === noSuchGroup.code) {
      return { kind: 'absent' };
    }
    return shaped(this.#requests, what, reply, shape);
  }

  #same<T>(asked: string, answered: string, value: T): { kind: 'found'; value: T } | Trouble {
    return asked === answered
      ? { kind: 'found', value }
      : this.#requests.changed('group: another id than asked for');
  }
}
