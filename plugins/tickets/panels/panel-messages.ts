import { automatic, LiveMessageBook } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { PanelMessage } from '../entities/panel-message.ts';

export type PanelMessages = LiveMessageBook<{ guild: string; panel: string }, PanelMessage>;

/** Keeps what is known of the messages that show panels. */
export function panelMessages({ database, clock, newId, jobs, audit }: Context): PanelMessages {
  return new LiveMessageBook({
    database,
    clock,
    newId,
    entity: PanelMessage,
    draw: (em, thing, runAt) =>
      jobs.add(em, 'show-panel', { ...thing }, { runAt, key: `panel:${thing.panel}` }),
    blocked: (em, { guild }, channel, reason) =>
      audit.write(em, { guild, actor: automatic, action: 'panel.blocked', target: channel, reason }),
  });
}
