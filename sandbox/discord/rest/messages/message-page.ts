import { messageLimits } from '../../limits.ts';
import { compareSnowflakes } from '../../snowflake.ts';
import type { Channel, Message } from '../../state/types.ts';
import { type Queried, queryInteger, querySnowflake } from '../query.ts';

/**
 * The messages that a query asks for, newest first: the latest ones, those before or after an id, or those around it.
 * @throws DiscordError 50035 for a limit or an id that is none.
 */
export function messagePage(call: Queried, channel: Channel): Message[] {
  const limit = queryInteger(call, 'limit', { min: 1, max: messageLimits.fetch, fallback: 50 });
  const around = querySnowflake(call, 'around');
  const before = querySnowflake(call, 'before');
  const after = querySnowflake(call, 'after');
  const all = [...channel.messages.values()]
    .filter((message) => message.visibleTo === undefined)
    .sort((one, other) => compareSnowflakes(one.id, other.id));
  return slice(all, { limit, around, before, after }).reverse();
}

function slice(
  all: readonly Message[],
  query: {
    limit: number;
    around?: string | undefined;
    before?: string | undefined;
    after?: string | undefined;
  },
): Message[] {
  const { limit, around, before, after } = query;
  if (around !== undefined) {
    const start = Math.max(0, firstFrom(all, around) - Math.floor(limit / 2));
    return all.slice(start, start + limit);
  }
  if (before !== undefined) {
    const end = firstFrom(all, before);
    return all.slice(Math.max(0, end - limit), end);
  }
  if (after !== undefined) {
    const start = all.findIndex((message) => compareSnowflakes(message.id, after) > 0);
    return start < 0 ? [] : all.slice(start, start + limit);
  }
  return all.slice(-limit);
}

/** Where the first message stands that is `id` or newer. */
function firstFrom(all: readonly Message[], id: string): number {
  const index = all.findIndex((message) => compareSnowflakes(message.id, id) >= 0);
  return index < 0 ? all.length : index;
}
