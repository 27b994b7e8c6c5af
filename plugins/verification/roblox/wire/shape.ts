import type { z } from 'zod';
import type { Trouble } from '../roblox.ts';
import type { Reply, Requests } from './requests.ts';

/** What an answer with a yes holds, by its shape, or the trouble with it. */
export function shaped<T>(
  requests: Requests,
  what: string,
  reply: Exclude<Reply, Trouble>,
  shape: z.ZodType<T>,
): { readonly kind: 'found'; readonly value: T } | Trouble {
  if (reply.kind === 'no') {
    return requests.changed(`${what}: status ${reply.status}`);
  }
  const read = shape.safeParse(reply.value);
  if (read.success) {
    return { kind: 'found', value: read.data };
  }
  // The same fault in another row is the same fault.
  const path = read.error.issues[0]!.path.map((step) => (typeof step === 'number' ? '*' : String(step)));
  return requests.changed(`${what}: ${['$', ...path].join('.')}`);
}
