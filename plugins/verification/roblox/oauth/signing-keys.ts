import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { Recall } from '../recall.ts';
import type { Outcome } from '../roblox.ts';
import { isTrouble } from '../trouble.ts';
import type { Ask } from '../wire/ask.ts';
import type { Ground } from '../wire/ground.ts';
import type { Requests } from '../wire/requests.ts';
import { shaped } from '../wire/shape.ts';

/** How long the keys are remembered, in ms. */
const lasts = 60 * 60_000;

const keysAnswer = z.object({
  keys: z.array(z.looseObject({ kty: z.string() })),
});

/** The keys that Roblox signs identity tokens with. */
export class SigningKeys {
  readonly #requests: Requests;
  readonly #keys: Recall<Outcome<JSONWebKeySet>>;

  constructor(ground: Pick<Ground, 'clock'>, requests: Requests) {
    this.#requests = requests;
    this.#keys = new Recall(ground, { lasts });
  }

  get(ask: Ask): Promise<Outcome<JSONWebKeySet>> {
    return this.#keys.get('', ask, async () => {
      const what = 'signing keys';
      const reply = await this.#requests.send({ service: 'oauth', path: '/oauth/v1/certs', what }, ask);
      return isTrouble(reply) ? reply : shaped<JSONWebKeySet>(this.#requests, what, reply, keysAnswer);
    });
  }
}
