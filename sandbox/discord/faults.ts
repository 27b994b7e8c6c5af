import { FaultSet } from '../faults/fault-set.ts';
import { type Method, routeShape } from './rest/route.ts';

/** A request as a fault sees it. */
export interface FaultRequest {
  readonly method: string;
  /** Like `/channels/:channel_id/messages`. */
  readonly route: string;
  /** What stands in the path for each name. */
  readonly params: Readonly<Record<string, string>>;
}

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
  /** Real milliseconds that pass before anything else; with `afterEffect`, between the effect and the answer. */
  readonly delay?: number;
  /** What must be settled before anything else, like `delay`: for as long as a test needs, on any machine. */
  readonly hold?: Promise<unknown>;
  /** Breaks the answer off half way. */
  readonly truncate?: boolean;
  /** Closes the socket without an answer. */
  readonly drop?: boolean;
  /** Whether the request takes effect all the same, so that only its answer is lost. */
  readonly afterEffect?: boolean;
  /** Strikes only what this is true of; it is asked about requests of the method and route alone. */
  readonly only?: (request: FaultRequest) => boolean;
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

/** The faults that are set, and how often each has struck. */
export class Faults extends FaultSet<Fault> {
  /** The fault that strikes this request, if any; it counts as struck. */
  forRequest(request: FaultRequest): RestFault | undefined {
    if (this.idle) return undefined;
    const set = this.strike(
      (fault) =>
        fault.kind === 'rest' &&
        (fault.method === undefined || fault.method === request.method) &&
        (fault.route === '*' || routeShape(fault.route) === routeShape(request.route)) &&
        (fault.only?.(request) ?? true),
    ) as RestFault | undefined;
    return set ?? this.byChance(restFaults);
  }

  /** The fault that strikes this event on its way to one session, if any; it counts as struck. */
  forEvent(event: string): EventFault | undefined {
    const set = this.strike(
      (fault) => fault.kind === 'event' && (fault.event === '*' || fault.event === event),
    ) as EventFault | undefined;
    return set ?? this.byChance(eventFaults);
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
