import { automatic, LiveMessageBook } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { ControlMessage } from '../entities/control-message.ts';

export type ControlMessages = LiveMessageBook<{ guild: string; ticket: string }, ControlMessage>;

/** Keeps what is known of the messages that show tickets. */
export function controlMessages({ database, clock, newId, jobs, audit }: Context): ControlMessages {
  return new LiveMessageBook({
    database,
    clock,
    newId,
    entity: ControlMessage,
    draw: (em, thing, runAt) =>
      jobs.add(em, 'show-control', { ...thing }, { runAt, key: `show:${thing.ticket}` }),
    blocked: (em, { guild }, channel, reason) =>
      audit.write(em, { guild, actor: automatic, action: 'control.blocked', target: channel, reason }),
  });
}
