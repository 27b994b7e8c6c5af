import { Refusal } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { shown } from '../views/refusal.ts';

/**
 * Nobody opens a ticket of a type outside of its hours, where it says so. Looked at before anything is asked: whoever
 * began within hours may finish. @throws Refusal `closed-now` with when staff are back, `closed-long` where that is not soon.
 */
export async function needHours(guild: string, id: string): Promise<void> {
  const { types, timers } = plugin.parts;
  const type = await types.find(guild, id);
  if (type?.outside !== 'block') {
    return;
  }
  const calendar = await timers.calendarOf(type);
  const now = plugin.host.clock.now();
  const next = calendar.next(now);
  if (!next || next > now) {
    throw shown(next ? new Refusal('closed-now', { at: next, when: next }) : new Refusal('closed-long'));
  }
}
