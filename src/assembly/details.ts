import { Events, type SapphireClient } from '@sapphire/framework';
import type { RunContext } from '../gate/context.ts';
import type { Ground } from './ground.ts';

/** What `DEBUG=1` adds to the log: each way in that was taken, each request to Discord, and what the connection says. */
export interface Details {
  run(run: RunContext, ms: number): void;
  request(method: string, path: string, status: number): void;
  connection(client: SapphireClient): void;
}

const none: Details = { run: () => {}, request: () => {}, connection: () => {} };

/** Makes the log tell more, where somebody asked for it: otherwise it costs nothing. */
export function detailsOf({ log, logger }: Pick<Ground, 'log' | 'logger'>): Details {
  if (!log.logger.isLevelEnabled('debug')) {
    return none;
  }
  return {
    run: ({ plugin, entry, name, outcome, subject, requestId }, ms) =>
      logger.debug(`${plugin}: ${entry} ${name} ended: ${outcome}`, {
        guild: subject.guild,
        user: subject.actor?.id,
        requestId,
        ms: Math.round(ms),
      }),
    request: (method, path, status) => logger.debug(`Discord answered ${status} to ${method} ${path}`),
    connection: (client) => void client.on(Events.Debug, (message) => logger.debug(message)),
  };
}
