import { createHash } from 'node:crypto';
import { DiscordAPIError, RESTJSONErrorCodes, type RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import { type AuditRow, HostAudit } from '../data/host-tables.ts';
import type { Database } from '../sdk/database.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { type LogTexts, logEmbed } from './log-embed.ts';
import type { SettingsStore } from './settings-store.ts';

export interface LogChannelOptions {
  readonly database: Database;
  readonly settings: Pick<SettingsStore, 'logChannelOf' | 'readingOf'>;
  readonly texts: LogTexts;
  /** Posts a message to a channel. */
  readonly send: (channel: string, message: RESTPostAPIChannelMessageJSONBody) => Promise<unknown>;
  readonly logger: PluginLogger;
}

/** How many entries one message tells. */
const batch = 10;

/** The administrators must mend these, and `/doctor` tells them so; the entries are in the database all the same. */
const cannotPost: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
]);

/** Tells the entries of the audit log in the log channels of the guilds, each once. */
export class LogChannels {
  readonly #options: LogChannelOptions;

  constructor(options: LogChannelOptions) {
    this.#options = options;
  }

  /** Posts what a guild's log channel has not been told yet. @throws when Discord is away: try again later. */
  async post(guild: string): Promise<void> {
    const channel = await this.#options.settings.logChannelOf(guild);
    for (;;) {
      const entries = await this.#take(guild);
      if (entries.length === 0) {
        return;
      }
      if (channel !== undefined) {
        await this.#send(guild, channel, entries);
      }
      const told = { id: { $in: entries.map(({ id }) => id) } };
      await this.#options.database.read().nativeUpdate(HostAudit, told, { post: null });
    }
  }

  /** What a message that may have gone out already tells, or else the next entries. */
  #take(guild: string): Promise<AuditRow[]> {
    return this.#options.database.transaction(async (em) => {
      const order = { orderBy: { at: 'asc', id: 'asc' }, limit: batch, disableIdentityMap: true } as const;
      const begun = await em.find(HostAudit, { guild, post: 'sending' }, order);
      if (begun.length > 0) {
        return begun;
      }
      const next = await em.find(HostAudit, { guild, post: 'new' }, order);
      await em.nativeUpdate(HostAudit, { id: { $in: next.map(({ id }) => id) } }, { post: 'sending' });
      return next;
    });
  }

  async #send(guild: string, channel: string, entries: readonly AuditRow[]): Promise<void> {
    const { settings, texts, send, logger } = this.#options;
    const { locale } = await settings.readingOf(guild);
    try {
      await send(channel, {
        embeds: [logEmbed(entries, locale, texts)],
        allowed_mentions: { parse: [] },
        // Of two messages with the same nonce, Discord takes one: the process may have died after the first.
        nonce: nonceOf(entries),
        enforce_nonce: true,
      });
    } catch (error) {
      if (!(error instanceof DiscordAPIError && cannotPost.has(error.code))) {
        throw error;
      }
      logger.warn('a log channel cannot be written to', { guild, channel, error: error.message });
    }
  }
}

/** At most 25 characters. https://docs.discord.com/developers/resources/message#create-message */
const nonceOf = (entries: readonly AuditRow[]) =>
  createHash('sha256')
    .update(entries.map(({ id }) => id).join())
    .digest('base64url')
    .slice(0, 25);
