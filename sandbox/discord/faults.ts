import { type Method, routeShape } from './rest/route.ts';

/** Something that goes wrong with a REST request. */
export interface RestFault {
  readonly kind: 'rest';
  /** Leave out for any method. */
  readonly method?: Method;
  /** The route with `:names` for what varies, like `/channels/:channel_id/messages`, whatever the names; `*` is any. */
  readonly route: string;
  /** Answers this status instead, with `code` and `message` in Discord's form; a 5xx without a code is HTML. */
  readonly status?: number;
  readonly code?: number;
  readonly message?: string;
  /** Seconds, for a 429. */
  readonly retryAfter?: number;
  /** Real milliseconds that pass before anything else. */
  readonly delay?: number;
  /** Breaks the answer off half way. */
  readonly truncate?: boolean;
  /** Closes the socket without an answer. */
  readonly drop?: boolean;
  /** Whether the request takes effect all the same, so that only its answer is lost. */
  readonly afterEffect?: boolean;
  /** How often it strikes; for ever when left out. */
  readonly times?: number;
}

/** Something that goes wrong with a gateway event. */
export interface EventFault {
  readonly kind: 'event';
  /** The event's name, like `MESSAGE_CREATE`; `*` is any. */
  readonly event: string;
  /** The event never comes, comes twice, or comes late by `delay` real milliseconds. */
  readonly action: 'lose' | 'duplicate' | 'delay';
  readonly delay?: number;
  readonly times?: number;
}

export type Fault = RestFault | EventFault;

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

/** The faults that are set, and how often each has struck. */
export class Faults {
  readonly #set = new Map<string, { fault: Fault; left: number; struck: number }>();
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
   * Lets requests and events fail by chance, the same ones each time for the same `seed` and the same traffic.
   * @param chance how likely each is to fail, 0 to 1.
   */
  randomize(seed: number, chance: number): void {
    this.#random = { chance, next: generator(seed) };
  }

  /** The fault that strikes this request, if any; it counts as struck. */
  forRequest(method: string, route: string): RestFault | undefined {
    if (this.#set.size === 0 && !this.#random) return undefined;
    const set = this.#strike(
      ({ fault }) =>
        fault.kind === 'rest' &&
        (fault.method === undefined || fault.method === method) &&
        (fault.route === '*' || routeShape(fault.route) === routeShape(route)),
    ) as RestFault | undefined;
    return set ?? this.#randomFault(restFaults);
  }

  /** The fault that strikes this event on its way to one session, if any; it counts as struck. */
  forEvent(event: string): EventFault | undefined {
    const set = this.#strike(
      ({ fault }) => fault.kind === 'event' && (fault.event === '*' || fault.event === event),
    ) as EventFault | undefined;
    return set ?? this.#randomFault(eventFaults);
  }

  #strike(matches: (entry: { fault: Fault; left: number; struck: number }) => boolean): Fault | undefined {
    for (const entry of this.#set.values()) {
      if (entry.left <= 0 || !matches(entry)) continue;
      entry.left -= 1;
      entry.struck += 1;
      return entry.fault;
    }
    return undefined;
  }

  #randomFault<Kind>(kinds: readonly Kind[]): Kind | undefined {
    const random = this.#random;
    if (!random || random.next() >= random.chance) return undefined;
    return kinds[Math.floor(random.next() * kinds.length)];
  }
}

const restFaults: readonly RestFault[] = [
  { kind: 'rest', route: '*', status: 500 },
  { kind: 'rest', route: '*', status: 503 },
  { kind: 'rest', route: '*', status: 429, retryAfter: 0.2 },
  { kind: 'rest', route: '*', delay: 250 },
  { kind: 'rest', route: '*', drop: true },
  { kind: 'rest', route: '*', drop: true, afterEffect: true },
  { kind: 'rest', route: '*', truncate: true, afterEffect: true },
];

/** An event is never lost by chance: Discord's gateway delivers at least once, late or twice. */
const eventFaults: readonly EventFault[] = [
  { kind: 'event', event: '*', action: 'duplicate' },
  { kind: 'event', event: '*', action: 'delay', delay: 100 },
];

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
