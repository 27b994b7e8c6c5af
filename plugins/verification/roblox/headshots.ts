import { headshotsAnswer } from './answers.ts';
import { Recall } from './recall.ts';
import type { Outcome } from './roblox.ts';
import { down, isTrouble } from './trouble.ts';
import type { Ask } from './wire/ask.ts';
import type { Ground } from './wire/ground.ts';
import type { Requests } from './wire/requests.ts';
import { shaped } from './wire/shape.ts';

/** How long a picture's address is remembered, in ms. */
const lasts = 30 * 60_000;

/** The pauses before a picture that is being drawn is asked for again, in ms. */
const pauses = [500, 1_000];

/** Pictures of faces. They are an ornament: nothing depends on them. */
export class Headshots {
  readonly #ground: Ground;
  readonly #requests: Requests;
  readonly #addresses: Recall<Outcome<string>>;

  constructor(ground: Ground, requests: Requests) {
    this.#ground = ground;
    this.#requests = requests;
    this.#addresses = new Recall(ground, { lasts });
  }

  async of(account: string, ask: Ask): Promise<string | undefined> {
    const outcome = await this.#addresses.get(account, ask, () => this.#read(account, ask));
    return outcome.kind === 'found' ? outcome.value : undefined;
  }

  async #read(account: string, ask: Ask): Promise<Outcome<string>> {
    let state = await this.#ask(account, ask);
    for (const pause of pauses) {
      if (state !== 'pending' || pause > ask.left) {
        break;
      }
      await this.#ground.sleep(pause);
      ask.spend(pause);
      state = await this.#ask(account, ask);
    }
    return state === 'pending' ? down : state;
  }

  async #ask(account: string, ask: Ask): Promise<Outcome<string> | 'pending'> {
    const what = 'headshots';
    const query = new URLSearchParams({
      userIds: account,
      size: '150x150',
      format: 'Png',
      isCircular: 'false',
    });
    const path = `/v1/users/avatar-headshot?${query}`;
    const reply = await this.#requests.send({ service: 'thumbnails', path, what }, ask);
    if (isTrouble(reply)) {
      return reply;
    }
    const answer = shaped(this.#requests, what, reply, headshotsAnswer);
    if (answer.kind !== 'found') {
      return answer;
    }
    const { state, imageUrl } = answer.value.data.find(({ targetId }) => targetId === account) ?? {};
    if (state === 'Pending') {
      return 'pending';
    }
    return state === 'Completed' && isWebAddress(imageUrl) ? { kind: 'found', value: imageUrl } : down;
  }
}

function isWebAddress(text: string | null | undefined): text is string {
  return /^https?:\/\//.test(text ?? '') && URL.canParse(text!);
}
