import type { Gate } from '../gate/gate.ts';
import type { Plugins } from '../host/plugins.ts';
import type { CallRoute } from '../http/plugin-routes.ts';
import type { RouteAnswer } from '../sdk/route.ts';

/** Leads what comes in by HTTP through the gate, like every other way into a plugin. */
export function openRoutes(gate: Gate, plugins: () => Plugins): CallRoute {
  return async (plugin, method, name, request) => {
    const generation = plugins().serving(plugin);
    const handler = generation?.routes.get(`${method} ${name}`);
    if (!generation || !handler) {
      return 'absent';
    }
    const entry = { kind: 'route', name, generation, capability: () => undefined } as const;
    const subject = { guild: undefined, actor: undefined, locale: 'en-US' };
    let answer: RouteAnswer | undefined;
    await gate.attempt(entry, subject, async () => {
      answer = await handler(request);
    });
    return answer ?? 'paused';
  };
}
