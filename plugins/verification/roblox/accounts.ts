import { namesAnswer, userAnswer } from './answers.ts';
import { Recall } from './recall.ts';
import type { AccountOutcome, Outcome } from './roblox.ts';
import { isTrouble } from './trouble.ts';
import type { Ask } from './wire/ask.ts';
import type { Ground } from './wire/ground.ts';
import type { Requests } from './wire/requests.ts';
import { shaped } from './wire/shape.ts';

/** How long an account is remembered, in ms. */
const lasts = 45_000;

/** "The user id is invalid.": only this says that there is no such account. */
const noSuchUser = { status: 404, code: 3 };

/** Accounts, by name and by id. */
export class Accounts {
  readonly #requests: Requests;
  readonly #ids: Recall<Outcome<string>>;
  readonly #accounts: Recall<AccountOutcome>;

  constructor(ground: Pick<Ground, 'clock'>, requests: Requests) {
    this.#requests = requests;
    this.#ids = new Recall(ground, { lasts });
    this.#accounts = new Recall(ground, { lasts });
  }

  async byName(name: string, ask: Ask): Promise<AccountOutcome> {
    const id = await this.#ids.get(name.toLowerCase(), ask, () => this.#idOf(name, ask));
    return id.kind === 'found' ? this.byId(id.value, ask) : id;
  }

  byId(id: string, ask: Ask): Promise<AccountOutcome> {
    return this.#accounts.get(id, ask, () => this.#account(id, ask));
  }

  async #idOf(name: string, ask: Ask): Promise<Outcome<string>> {
    const what = 'users by name';
    const json = { usernames: [name], excludeBannedUsers: false };
    const reply = await this.#requests.send(
      { service: 'users', path: '/v1/usernames/users', what, json },
      ask,
    );
    if (isTrouble(reply)) {
      return reply;
    }
    const answer = shaped(this.#requests, what, reply, namesAnswer);
    if (answer.kind !== 'found') {
      return answer;
    }
    const { data } = answer.value;
    if (data.length === 0) {
      return { kind: 'absent' };
    }
    const found = data.find(
      ({ requestedUsername }) => requestedUsername.toLowerCase() === name.toLowerCase(),
    );
    return found
      ? { kind: 'found', value: found.id }
      : this.#requests.changed(`${what}: another name than asked for`);
  }

  async #account(id: string, ask: Ask): Promise<AccountOutcome> {
    const what = 'user by id';
    const reply = await this.#requests.send({ service: 'users', path: `/v1/users/${id}`, what }, ask);
    if (isTrouble(reply)) {
      return reply;
    }
    if (reply.kind === 'no' && reply.status === noSuchUser.status && reply.code === noSuchUser.code) {
      return { kind: 'absent' };
    }
    const answer = shaped(this.#requests, what, reply, userAnswer);
    if (answer.kind !== 'found') {
      return answer;
    }
    const { isBanned, description, ...rest } = answer.value;
    if (rest.id !== id) {
      return this.#requests.changed(`${what}: another id than asked for`);
    }
    return { kind: isBanned ? 'banned' : 'found', account: { ...rest, description: description ?? '' } };
  }
}
