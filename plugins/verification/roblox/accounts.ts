import { briefUsersAnswer, namesAnswer, userAnswer } from './answers.ts';
import { Recall } from './recall.ts';
import type { AccountOutcome, NamesOutcome, Outcome, Trouble } from './roblox.ts';
import { isTrouble } from './trouble.ts';
import type { Ask } from './wire/ask.ts';
import { type Ground, nowOf } from './wire/ground.ts';
import type { Requests } from './wire/requests.ts';
import { shaped } from './wire/shape.ts';

/** How long an account is remembered, in ms. */
const lasts = 45_000;

/** How long names are remembered that were asked for together, in ms: until the last of many had its turn. */
const namesLast = 120_000;

/** How many accounts one call asks for. Roblox takes 200. */
const mostUsers = 100;

/** "The user id is invalid.": only this says that there is no such account. */
const noSuchUser = { status: 404, code: 3 };

/** Accounts, by name and by id. */
export class Accounts {
  readonly #ground: Pick<Ground, 'clock'>;
  readonly #requests: Requests;
  readonly #ids: Recall<Outcome<string>>;
  readonly #accounts: Recall<AccountOutcome>;
  readonly #names: Recall<NamesOutcome>;

  constructor(ground: Pick<Ground, 'clock'>, requests: Requests) {
    this.#ground = ground;
    this.#requests = requests;
    this.#ids = new Recall(ground, { lasts });
    this.#accounts = new Recall(ground, { lasts });
    this.#names = new Recall(ground, { lasts: namesLast });
  }

  async byName(name: string, ask: Ask): Promise<AccountOutcome> {
    const id = await this.#ids.get(name.toLowerCase(), ask, () => this.#idOf(name, ask));
    return id.kind === 'found' ? this.byId(id.value, ask) : id;
  }

  byId(id: string, ask: Ask): Promise<AccountOutcome> {
    return this.#accounts.get(id, ask, () => this.#account(id, ask));
  }

  /** What an account is called. For people who wait, an answer is no older than of `byId`. */
  async names(id: string, ask: Ask): Promise<NamesOutcome> {
    const gathered = ask.background ? this.#names.remembered(id, ask) : undefined;
    return gathered ?? this.byId(id, ask);
  }

  /** Asks for the names of many accounts together, and remembers them. @returns why not for all of them. */
  async gatherNames(ids: readonly string[], ask: Ask): Promise<Trouble | undefined> {
    // They are sent as numbers.
    const missing = ids.filter((id) => Number.isSafeInteger(Number(id)) && !this.#names.remembered(id, ask));
    for (let first = 0; first < missing.length; first += mostUsers) {
      const trouble = await this.#gatherNames(missing.slice(first, first + mostUsers), ask);
      if (trouble) {
        return trouble;
      }
    }
    return undefined;
  }

  /** Who is not in the answer is banned or not there: each of those is asked for alone. */
  async #gatherNames(ids: readonly string[], ask: Ask): Promise<Trouble | undefined> {
    const what = 'users by id';
    const asked = nowOf(this.#ground);
    const json = { userIds: ids.map(Number), excludeBannedUsers: true };
    const reply = await this.#requests.send({ service: 'users', path: '/v1/users', what, json }, ask);
    if (isTrouble(reply)) {
      return reply;
    }
    const answer = shaped(this.#requests, what, reply, briefUsersAnswer);
    if (answer.kind !== 'found') {
      return answer;
    }
    if (answer.value.data.some(({ id }) => !ids.includes(id))) {
      return this.#requests.changed(`${what}: another id than asked for`);
    }
    for (const account of answer.value.data) {
      this.#names.learn(account.id, { kind: 'found', account }, asked);
    }
    return undefined;
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
