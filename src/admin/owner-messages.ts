import type { Clock } from '../sdk/clock.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { shortened } from '../sdk/shortened.ts';
import type { Translate } from '../sdk/texts.ts';

/** What happened to a plugin, and why. */
export interface Alarm {
  readonly plugin: string;
  readonly what: 'quarantined' | 'taken-back';
  readonly message: string;
  readonly place?: string | undefined;
}

export interface OwnerMessagesOptions {
  readonly owners: readonly string[];
  /** Sends a direct message. @returns how to change it later. */
  readonly send: (user: string, content: string) => Promise<(content: string) => Promise<unknown>>;
  readonly t: Translate;
  readonly clock: Clock;
  readonly logger: PluginLogger;
}

/** Alarms about one plugin that come this close together are one message, in ms. */
const together = 600_000;

/** Tells the bot's owners, by direct message, what they must know. What comes soon after changes the message. */
export class OwnerMessages {
  readonly #options: OwnerMessagesOptions;
  readonly #sent = new Map<
    string,
    { readonly at: number; readonly change: Promise<(content: string) => unknown> }
  >();

  constructor(options: OwnerMessagesOptions) {
    this.#options = options;
  }

  tell(alarm: Alarm): void {
    for (const owner of this.#options.owners) {
      this.#tell(owner, alarm).catch((error: unknown) =>
        this.#options.logger.warn('an owner could not be told', { owner, plugin: alarm.plugin, error }),
      );
    }
  }

  async #tell(owner: string, alarm: Alarm): Promise<void> {
    const { clock, send } = this.#options;
    const content = this.#text(alarm);
    const now = clock.now().getTime();
    const key = `${owner}/${alarm.plugin}`;
    const before = this.#sent.get(key);
    if (before && now - before.at < together) {
      await (await before.change)(content);
      return;
    }
    const change = send(owner, content);
    this.#sent.set(key, { at: now, change });
    await change;
  }

  #text({ plugin, what, message, place }: Alarm): string {
    const { t } = this.#options;
    const why = shortened(message, 500);
    return [
      t(`owner-messages.${what}`, { plugin }),
      place === undefined ? t('owner-messages.why', { why }) : t('owner-messages.why-at', { why, place }),
    ].join('\n');
  }
}
