import { type FaultProblem, FaultSet } from '../faults/fault-set.ts';
import { type ErrorForm, errorForms } from './http/errors.ts';

/** Something that goes wrong with a request to the local Roblox. */
export interface RobloxFault {
  /** Leave out for any method. */
  readonly method?: 'GET' | 'POST' | undefined;
  /** The route with its host first and `:names` for what varies, like `/users/v1/users/:userId`; `/users/*` is any of a host, `*` any at all. */
  readonly route: string;
  /** Answers this status instead; 200 with the form `html` is a page where JSON was expected. */
  readonly status?: number | undefined;
  /** The shape of that answer; by default the host's own. */
  readonly form?: ErrorForm | undefined;
  readonly code?: number | string | undefined;
  readonly message?: string | undefined;
  /** Seconds, for a 429 or 503; without it there is no such header. */
  readonly retryAfter?: number | undefined;
  /** Whether the header gives the seconds, as by default, or a date. */
  readonly retryAfterAs?: 'seconds' | 'date' | undefined;
  /** Answers 403 with an `x-csrf-token` to every POST that does not bring it; Roblox asks nobody else for it. */
  readonly csrf?: boolean | undefined;
  /** Takes these members out of the answer, however deep they are. */
  readonly without?: readonly string[] | undefined;
  /** Puts these members into every object of the answer. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
  /** Real milliseconds that pass before anything else; with `afterEffect`, between the effect and the answer. */
  readonly delay?: number | undefined;
  /** Breaks the answer off half way. */
  readonly truncate?: boolean | undefined;
  /** Closes the socket without an answer. */
  readonly drop?: boolean | undefined;
  /** Whether the request takes effect all the same, so that only its answer is lost. */
  readonly afterEffect?: boolean | undefined;
  /** How often it strikes; for ever when left out. */
  readonly times?: number | undefined;
}

/** What makes a fault do something. */
const effects = ['status', 'csrf', 'without', 'extra', 'delay', 'truncate', 'drop'] as const;

const randomFaults: readonly RobloxFault[] = [
  { route: '*', status: 500 },
  { route: '*', status: 503, form: 'html' },
  { route: '*', status: 429, retryAfter: 1 },
  { route: '*', status: 429 },
  { route: '*', delay: 250 },
  { route: '*', drop: true },
  { route: '*', truncate: true },
];

/** The faults that are set on the local Roblox, and how often each has struck. */
export class RobloxFaults extends FaultSet<RobloxFault> {
  /** The fault that strikes this request, if any; it counts as struck. @param hasToken whether it brings the CSRF token. */
  forRequest(method: string, route: string, hasToken: boolean): RobloxFault | undefined {
    if (this.idle) return undefined;
    const set = this.strike(
      (fault) =>
        (fault.method === undefined || fault.method === method) &&
        isMeant(fault.route, route) &&
        !(fault.csrf && (method === 'GET' || hasToken)),
    );
    return set ?? this.byChance(randomFaults);
  }
}

/** Finds what makes a fault one that never strikes or does nothing. */
export function faultCheck(
  routes: readonly { readonly method: string; readonly path: string }[],
): (fault: RobloxFault) => FaultProblem | undefined {
  return (fault) => {
    const { route, form } = fault;
    const method = fault.csrf ? 'POST' : fault.method;
    const known = routes.some(
      (each) => (method === undefined || each.method === method) && isMeant(route, each.path),
    );
    if (!known)
      return { field: 'route', message: `there is no route ${method ?? ''} ${route}`.replace('  ', ' ') };
    if (form !== undefined && !errorForms.includes(form))
      return { field: 'form', message: `one of ${errorForms.join(', ')}` };
    if (effects.every((name) => !fault[name]))
      return { field: 'status', message: `one of ${effects.join(', ')} must say what happens` };
    return undefined;
  };
}

function isMeant(pattern: string, route: string): boolean {
  if (pattern === '*') return true;
  if (pattern.endsWith('/*')) return route.startsWith(pattern.slice(0, -1));
  return shape(pattern) === shape(route);
}

/** A route whatever its parameters are called; a verb behind one (`:user_id:generateThumbnail`) is a part of it. */
function shape(route: string): string {
  return route.replaceAll(/\/:\w+/g, '/:');
}
