import { Worker } from 'node:worker_threads';
import type { Answers, Order, OrderOf, Outcome } from './protocol.ts';

type Answer = Answers[Order['kind']];

/**
 * How much of JavaScript's memory the thread may hold, in MB. It holds a page of messages at a time; V8 would let
 * garbage grow to gigabytes before it looks.
 */
const heapLimit = 96;

/** The thread that makes one transcript, as those see it who give it its messages. */
export class TranscriptThread {
  readonly #worker: Worker;
  #answer: PromiseWithResolvers<Answer> | undefined;
  #ended: Error | undefined;

  /** @param file where `transcripts/thread.ts` lies. */
  constructor(file: string) {
    this.#worker = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: heapLimit, maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.on('message', (outcome: Outcome) => this.#answered(outcome));
    this.#worker.on('error', (error: Error) => this.#failed(error));
    this.#worker.on('exit', () => this.#failed(new Error('the thread that makes transcripts ended')));
  }

  /** Has it take one order after the other: what is read from Discord waits for what is written. @throws what it threw. */
  async ask<K extends Order['kind']>(order: OrderOf<K>): Promise<Answers[K]> {
    await this.#answer?.promise.catch(() => {});
    if (this.#ended) {
      throw this.#ended;
    }
    this.#answer = Promise.withResolvers();
    this.#worker.postMessage(order);
    return this.#answer.promise as Promise<Answers[K]>;
  }

  /** Ends it, whatever it does. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #answered(outcome: Outcome): void {
    const answer = this.#answer;
    this.#answer = undefined;
    if ('error' in outcome) {
      answer?.reject(new Error(outcome.error));
    } else {
      answer?.resolve(outcome.answer);
    }
  }

  #failed(error: Error): void {
    this.#ended ??= error;
    this.#answer?.reject(this.#ended);
    this.#answer = undefined;
  }
}
