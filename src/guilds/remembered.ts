/** How long other processes may have to wait for what they wrote to count here, in ms. */
export const sharedFreshness = 500;

/** How long a database that does not answer is waited for where something is known already, in ms. */
const patience = 500;

interface Entry<T> {
  value: T | undefined;
  reading: Promise<T> | undefined;
  /** When `value` was asked for, as `performance.now()` counts. */
  at: number;
}

/**
 * What the database says about each guild, kept for a moment. When it is asked again and cannot answer, what was known
 * goes on counting: an outage changes nothing.
 */
export class Remembered<T extends object> {
  readonly #read: (guild: string) => Promise<T>;
  readonly #freshness: number;
  readonly #entries = new Map<string, Entry<T>>();

  /** @param freshness for how long what was read counts, in ms; for ever where no other process writes. */
  constructor(read: (guild: string) => Promise<T>, freshness: number = Number.POSITIVE_INFINITY) {
    this.#read = read;
    this.#freshness = freshness;
  }

  /** At once where it is known, else from the database. */
  get(guild: string): T | Promise<T> {
    const entry = this.#entries.get(guild);
    return this.peek(guild) ?? entry?.reading ?? this.#again(guild, entry?.value, performance.now());
  }

  /** What is known without asking the database. */
  peek(guild: string): T | undefined {
    const entry = this.#entries.get(guild);
    return entry && performance.now() - entry.at < this.#freshness ? entry.value : undefined;
  }

  /** Forgets what was read about a guild, or about all: it was written to. */
  forget(guild?: string): void {
    if (guild === undefined) {
      this.#entries.clear();
    } else {
      this.#entries.delete(guild);
    }
  }

  #again(guild: string, known: T | undefined, at: number): Promise<T> {
    const entry: Entry<T> = { value: known, reading: undefined, at: Number.NEGATIVE_INFINITY };
    const asked = this.#read(guild);
    const reading = (known ? orKnown(asked, known) : asked).then((value) => {
      entry.value = value;
      entry.at = at;
      entry.reading = undefined;
      return value;
    });
    entry.reading = reading;
    // A write in between has thrown this reading away.
    this.#entries.set(guild, entry);
    reading.catch(() => {
      if (this.#entries.get(guild) === entry) {
        this.#entries.delete(guild);
      }
    });
    return reading;
  }
}

async function orKnown<T>(asked: Promise<T>, known: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, patience, known);
  });
  try {
    return await Promise.race([asked, late]);
  } catch {
    return known;
  } finally {
    clearTimeout(timer);
  }
}
