/** Times of a load run, in milliseconds, and what is told of them. */
export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
}

export interface Bar {
  /** Milliseconds; `null` for the last bar, which has no end. */
  readonly upTo: number | null;
  readonly count: number;
}

/** Ends of the bars, in milliseconds. */
const ENDS = [0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 50, 75, 100, 200, 300, 500, 1000, 2000, 3000];

/** Keeps every time exactly: a run has a million at most. */
export class Histogram {
  #times = new Float64Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(milliseconds: number): void {
    if (this.#count === this.#times.length) {
      const larger = new Float64Array(this.#times.length * 2);
      larger.set(this.#times);
      this.#times = larger;
    }
    this.#times[this.#count++] = milliseconds;
  }

  /** Percentiles by the nearest rank; zeros when nothing was added. */
  latency(): Latency {
    const sorted = this.#times.slice(0, this.#count).sort();
    const at = (share: number): number =>
      rounded(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
    const sum = sorted.reduce((total, time) => total + time, 0);
    return {
      p50: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      max: at(1),
      mean: rounded(sorted.length === 0 ? 0 : sum / sorted.length),
    };
  }

  /** How many fell up to each end; bars beyond the slowest are left out. */
  bars(): Bar[] {
    const counts = new Array<number>(ENDS.length + 1).fill(0);
    for (let index = 0; index < this.#count; index++) {
      const bar = ENDS.findIndex((end) => this.#times[index]! <= end);
      counts[bar < 0 ? ENDS.length : bar]! += 1;
    }
    const last = counts.findLastIndex((count) => count > 0);
    return counts.slice(0, last + 1).map((count, index) => ({ upTo: ENDS[index] ?? null, count }));
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
