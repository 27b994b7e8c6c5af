import type { Logger } from 'pino';
import type { PluginLogger } from '../sdk/logger.ts';

/** The log of one generation of a plugin: each line carries its name and number. */
export function pluginLogger(
  logger: Logger,
  source: { readonly plugin: string; readonly generation: number },
): PluginLogger {
  const child = logger.child(source);
  return {
    debug: (message, facts = {}) => child.debug(facts, message),
    info: (message, facts = {}) => child.info(facts, message),
    warn: (message, facts = {}) => child.warn(facts, message),
    error: (message, facts = {}) => child.error(facts, message),
  };
}
