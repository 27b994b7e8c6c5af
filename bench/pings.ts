import { setTimeout as sleep } from 'node:timers/promises';
import { type Member, NO_ANSWER } from '@guildhall/sandbox';
import { percentile } from './statistics.ts';

/** One person who uses `/pong` at a steady rate, however long the answers take. */
export class Pings {
  lost = 0;
  readonly #person: Member;
  readonly #channel: string;
  readonly #rate: number;
  readonly #times: number[] = [];

  /** @param rate pings a second. */
  constructor(person: Member, channel: string, rate: number) {
    this.#person = person;
    this.#channel = channel;
    this.#rate = rate;
  }

  get sent(): number {
    return this.#times.length + this.lost;
  }

  /** From the command to its answer, in ms. */
  get p50(): number {
    return percentile(this.#times, 0.5);
  }

  get p99(): number {
    return percentile(this.#times, 0.99);
  }

  /** Sends until `work` is done, and until all of it was answered or given up. */
  async during(work: () => Promise<void>): Promise<void> {
    let done = false;
    const sending = this.#send(() => done);
    try {
      await Promise.race([work(), sending]);
    } finally {
      done = true;
    }
    await sending;
  }

  async #send(done: () => boolean): Promise<void> {
    const began = performance.now();
    const pings: Promise<void>[] = [];
    while (!done()) {
      const due = Math.floor(((performance.now() - began) / 1_000) * this.#rate) + 1;
      while (pings.length < due) pings.push(this.#ping());
      await sleep(1_000 / this.#rate);
    }
    await Promise.all(pings);
  }

  async #ping(): Promise<void> {
    const began = performance.now();
    const reply = await this.#person.slash('/pong', {}, { in: this.#channel });
    if (reply.failed === NO_ANSWER) this.lost += 1;
    else this.#times.push(performance.now() - began);
    this.#person.guild.channel(this.#channel).messages.clear();
  }
}
