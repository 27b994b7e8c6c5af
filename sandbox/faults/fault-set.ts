/** What is wrong with a fault, and in which member. */
export interface FaultProblem {
  readonly field: string;
  readonly message: string;
}

/** A fault that would never strike, or would do nothing. */
export class BadFault extends Error {
  readonly field: string;

  constructor({ field, message }: FaultProblem) {
    super(`A fault's ${field}: ${message}`);
    this.field = field;
  }
}

interface Entry<Fault> {
  readonly fault: Fault;
  left: number;
  struck: number;
}

/** The faults that are set on a local service, and how often each has struck. What strikes when is the service's own. */
export class FaultSet<Fault extends { readonly times?: number | undefined }> {
  readonly #set = new Map<string, Entry<Fault>>();
  #next = 1;
  #random: { chance: number; next: () => number } | undefined;

  /** What is wrong with a fault. The server sets it, who knows the routes. */
  check: (fault: Fault) => FaultProblem | undefined = () => undefined;

  /** Sets a fault. @returns its id, for `remove`. @throws BadFault when it would never strike, or do nothing. */
  add(fault: Fault): string {
    const problem = this.check(fault);
    if (problem) throw new BadFault(problem);
    const id = String(this.#next++);
    this.#set.set(id, { fault, left: fault.times ?? Number.POSITIVE_INFINITY, struck: 0 });
    return id;
  }

  /** @returns whether there was one of that id. */
  remove(id: string): boolean {
    return this.#set.delete(id);
  }

  /** Takes all faults back, the random ones too. */
  clear(): void {
    this.#set.clear();
    this.#random = undefined;
  }

  list(): { id: string; fault: Fault; struck: number }[] {
    return Array.from(this.#set, ([id, { fault, struck }]) => ({ id, fault, struck }));
  }

  /**
   * Lets some of what happens fail by chance, the same each time for the same `seed` and the same traffic.
   * @param chance how likely each is to fail, 0 to 1.
   */
  randomize(seed: number, chance: number): void {
    this.#random = { chance, next: generator(seed) };
  }

  /** Whether nothing can strike. */
  protected get idle(): boolean {
    return this.#set.size === 0 && !this.#random;
  }

  /** The first fault that matches and has not struck as often as it may; it counts as struck. */
  protected strike(matches: (fault: Fault) => boolean): Fault | undefined {
    for (const entry of this.#set.values()) {
      if (entry.left <= 0 || !matches(entry.fault)) continue;
      entry.left -= 1;
      entry.struck += 1;
      return entry.fault;
    }
    return undefined;
  }

  /** One of these when chance will have it so. */
  protected byChance<Kind>(kinds: readonly Kind[]): Kind | undefined {
    const random = this.#random;
    if (!random || random.next() >= random.chance) return undefined;
    return kinds[Math.floor(random.next() * kinds.length)];
  }
}

/** A small seeded generator of numbers from 0 to below 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
