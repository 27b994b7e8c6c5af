import type { Server } from 'node:http';

/** Counts what a bot sends for each interaction: one request answers `/pong`, and a second one is one too many. */
export class AnswerCount {
  /** Requests about interactions that had been answered already. */
  again = 0;
  readonly #answered = new Set<string>();

  constructor(server: Server) {
    server.on('request', ({ url = '' }) => {
      const [, callback, webhook] =
        url.match(/\/interactions\/\d+\/([^/]+)\/callback|\/webhooks\/\d+\/([^/?]+)/) ?? [];
      const interaction = callback ?? webhook;
      if (interaction === undefined) return;
      if (this.#answered.has(interaction)) this.again += 1;
      this.#answered.add(interaction);
    });
  }

  /** How many interactions were answered. */
  get answered(): number {
    return this.#answered.size;
  }
}
