interface LoadOrder {
  readonly guild: string;
  readonly in: string;
  readonly as: string;
  readonly command: string;
  /** Interactions a second. */
  readonly rate: number;
}

/** How long one run of the local Discord's load takes, in seconds. */
const run = 1;

/** Interactions at a steady rate while something else is done. */
export class LoadStream {
  sent = 0;
  failed = 0;
  readonly #url: string;
  readonly #order: LoadOrder;

  /** @param url the local Discord's. */
  constructor(url: string, order: LoadOrder) {
    this.#url = url;
    this.#order = order;
  }

  /** Sends until `work` is done, and until all of it was answered or given up. */
  async during(work: () => Promise<void>): Promise<void> {
    let done = false;
    const sending = (async () => {
      while (!done) await this.#send();
    })();
    try {
      await Promise.race([work(), sending]);
    } finally {
      done = true;
    }
    await sending;
  }

  async #send(): Promise<void> {
    const answer = await fetch(`${this.#url}/control/load`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...this.#order, seconds: run }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    const { sent, failed } = (await answer.json()) as { sent: number; failed: number };
    this.sent += sent;
    this.failed += failed;
  }
}
