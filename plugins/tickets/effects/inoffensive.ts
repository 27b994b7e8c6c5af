import type { Ticket } from '../entities/ticket.ts';
import { neutralName } from '../rooms/channel-name.ts';
import type { Shown } from '../rooms/signs.ts';
import { isAbout } from './refused.ts';
import { markOf } from './twins.ts';

/**
 * Shows a name and a topic; what Discord refuses of them gives way to words that nobody can object to. Servers that can
 * be discovered may not have some words. @throws what Discord has against anything else, or against those words.
 */
export async function orInoffensive<T>(
  ticket: Pick<Ticket, 'id' | 'number'>,
  wanted: Shown,
  show: (shown: Shown) => Promise<T>,
): Promise<T> {
  return show(wanted).catch((error) => {
    const [name, topic] = [isAbout(error, 'name'), isAbout(error, 'topic')];
    if (!name && !topic) {
      throw error;
    }
    return show({
      name: name ? neutralName(ticket.number) : wanted.name,
      topic: topic ? markOf(ticket) : wanted.topic,
    });
  });
}
