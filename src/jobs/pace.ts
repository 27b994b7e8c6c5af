import { performance } from 'node:perf_hooks';

/** How much of its time the process is busy when jobs make way, and when they come back; 1: all of it. */
const share = { most: 0.9, least: 0.7 };
/** How long the process is watched before that is judged, in ms of real time. */
const look = 100;
/** How many jobs go on however busy it is. */
const least = 3;

/** What the process has done since it began, in ms. */
export interface Hands {
  readonly idle: number;
  readonly active: number;
}

export interface PaceOptions {
  /** How many jobs run at once where nobody is in a hurry. */
  readonly most: number;
  /** Whether people wait for answers. */
  readonly hurry: () => boolean;
  readonly hands?: () => Hands;
}

/**
 * How many jobs run at once. While people wait and the process has its hands full they are few: what is done later anyway
 * does not keep those waiting who click.
 */
export class Pace {
  readonly #most: number;
  readonly #hurry: () => boolean;
  readonly #hands: () => Hands;
  #limit: number;
  #seen: Hands;

  constructor({ most, hurry, hands = () => performance.eventLoopUtilization() }: PaceOptions) {
    this.#most = most;
    this.#hurry = hurry;
    this.#hands = hands;
    this.#limit = most;
    this.#seen = hands();
  }

  /** How many may run now. */
  get limit(): number {
    const now = this.#hands();
    const active = now.active - this.#seen.active;
    const watched = active + now.idle - this.#seen.idle;
    if (watched >= look) {
      this.#limit = this.#next(active / watched);
      this.#seen = now;
    }
    return this.#limit;
  }

  #next(busy: number): number {
    if (!this.#hurry()) {
      return this.#most;
    }
    if (busy > share.most) {
      return Math.min(this.#limit, Math.max(least, Math.floor(this.#limit / 2)));
    }
    return busy < share.least ? Math.min(this.#most, this.#limit * 2) : this.#limit;
  }
}
