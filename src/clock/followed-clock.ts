import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../sdk/clock.ts';

/** A clock that must be given back. */
export interface FollowedClock extends Clock {
  close(): void;
}

export interface FollowOptions {
  /** How often the address is asked, in ms. */
  readonly period?: number;
  /** Told when the address stops answering, and when it answers again. */
  readonly onTrouble?: (message: string) => void;
}

/** What the address answers: the local Discord's `GET /control/clock` does. */
const answer = z.object({ now: z.number(), frozen: z.boolean().default(false) });

/** What the other clock showed, and when that was by this process's own steady time, in ms. */
interface Reading {
  readonly shown: number;
  readonly frozen: boolean;
  readonly at: number;
}

/** How far back a new reading may lie and still be the network's unevenness, in ms. */
const unevenness = 1_000;

/** How long one answer may take, in ms. */
const answerLimit = 2_000;

/**
 * A clock that shows the time that `url` tells as JSON, `{ "now": <Unix milliseconds>, "frozen"?: boolean }`. Between two
 * answers it runs on by itself, and while none comes. It never goes back, unless the other clock really does.
 * @throws when the address does not answer at first.
 */
export async function followClock(url: URL, options: FollowOptions = {}): Promise<FollowedClock> {
  const { period = 200, onTrouble = () => {} } = options;
  const closed = new AbortController();
  let last = await read(url, closed.signal).catch((cause: unknown) => {
    throw new Error(`CLOCK_URL: ${url} does not tell the time: ${wordsOf(cause)}`, { cause });
  });
  let answers = true;
  let shown = last.shown;

  const readAgain = async () => {
    try {
      last = await read(url, closed.signal);
      if (!answers) {
        onTrouble(`${url} tells the time again`);
      }
      answers = true;
    } catch (error) {
      if (answers && !closed.signal.aborted) {
        onTrouble(`${url} does not tell the time now: ${wordsOf(error)}`);
      }
      answers = false;
    }
  };
  const follow = async () => {
    while (!closed.signal.aborted) {
      await readAgain();
      await sleep(period, undefined, { ref: false, signal: closed.signal }).catch(() => {});
    }
  };
  void follow();

  return {
    now() {
      const now = last.frozen ? last.shown : last.shown + performance.now() - last.at;
      shown = shown - now > unevenness ? now : Math.max(shown, now);
      return new Date(shown);
    },
    close: () => closed.abort(),
  };
}

async function read(url: URL, closed: AbortSignal): Promise<Reading> {
  const asked = performance.now();
  const response = await fetch(url, { signal: AbortSignal.any([closed, AbortSignal.timeout(answerLimit)]) });
  if (!response.ok) {
    throw new Error(`it answers ${response.status}`);
  }
  const { now, frozen } = answer.parse(await response.json());
  return { shown: now, frozen, at: (asked + performance.now()) / 2 };
}

function wordsOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
