import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { FaultProblem } from '../faults/fault-set.ts';
import { isKnownCode } from './errors.ts';
import type { EventFault, Fault, RestFault } from './faults.ts';
import { type Route, routeShape } from './rest/route.ts';

const events = new Set<string>(Object.values(GatewayDispatchEvents));

/** What only says where and when a fault strikes, and so does nothing by itself. */
const CONDITIONS = new Set([
  'kind',
  'method',
  'route',
  'times',
  'only',
  'afterEffect',
  'message',
  'retryAfter',
]);

/** Finds what makes a fault one that never strikes or does nothing: a test with such a one would prove nothing. */
export function faultCheck(routes: readonly Route[]): (fault: Fault) => FaultProblem | undefined {
  const shapes = new Set(routes.map(({ method, path }) => `${method} ${routeShape(path)}`));
  const paths = new Set(routes.map(({ path }) => routeShape(path)));
  const rest = ({ method, route, code, ...fault }: RestFault): FaultProblem | undefined => {
    const shape = routeShape(route);
    if (route !== '*' && !(method ? shapes.has(`${method} ${shape}`) : paths.has(shape)))
      return { field: 'route', message: `there is no route ${method ?? ''} ${route}`.replace('  ', ' ') };
    if (code !== undefined && !isKnownCode(code))
      return { field: 'code', message: `${code} is no code of Discord's` };
    const effects = Object.entries(fault).filter(
      ([name, value]) => !CONDITIONS.has(name) && value !== undefined,
    );
    if (code === undefined && effects.length === 0)
      return {
        field: 'status',
        message: 'one of status, code, delay, truncate and drop must say what happens',
      };
    return undefined;
  };
  const event = ({ event: name, action, delay }: EventFault): FaultProblem | undefined => {
    if (name !== '*' && !events.has(name)) return { field: 'event', message: `there is no event ${name}` };
    if (action === 'delay' && !delay) return { field: 'delay', message: 'how many milliseconds late' };
    return undefined;
  };
  return (fault) => (fault.kind === 'rest' ? rest(fault) : event(fault));
}
