import { CdnLinks } from '../cdn/links.ts';
import { Clock } from '../clock.ts';
import { Faults } from '../faults.ts';
import { SessionStarts } from '../gateway/session-starts.ts';
import { interactionLimits } from '../limits.ts';
import { SnowflakeSource } from '../snowflake.ts';
import type { MessageView } from '../wire/message-view.ts';
import type { Dispatch } from './dispatch.ts';
import { OAuth2Records } from './oauth2.ts';
import type { Presence } from './presence.ts';
import type { Application, Attachment, Channel, Guild, Interaction, User, Webhook } from './types.ts';

/** All that exists in the local Discord, and who is told when it changes. */
export class World {
  readonly clock: Clock;
  readonly ids: SnowflakeSource;
  readonly links: CdnLinks;
  readonly faults = new Faults();
  /** How often applications log in to the gateway. */
  readonly sessionStarts: SessionStarts;
  /** What the accounts that are not offline show, by user id. */
  readonly presences = new Map<string, Presence>();
  /** Where the gateway answers, like `ws://127.0.0.1:4000/gateway`; known once the server listens. */
  gatewayUrl = '';
  /** How messages are written out for somebody who is no application. */
  readonly view: MessageView;
  readonly applications = new Map<string, Application>();
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  /** Every channel, thread and direct message channel. */
  readonly channels = new Map<string, Channel>();
  /** Those of the channels that are threads. */
  readonly threads = new Set<Channel>();
  /** Direct message channels by the two accounts' ids, sorted and joined by a colon. */
  readonly directChannels = new Map<string, Channel>();
  /** Every file that the CDN serves. */
  readonly attachments = new Map<string, Attachment>();
  readonly webhooks = new Map<string, Webhook>();
  readonly interactions = new Map<string, Interaction>();
  readonly interactionsByToken = new Map<string, Interaction>();
  /** How long an application has for its first answer to an interaction, in ms. */
  answerIn: number = interactionLimits.answerInMs;
  /** When dead interactions were last looked for. */
  interactionsCheckedAt = 0;
  /** Codes and tokens by which people let applications act for them. */
  readonly oauth2 = new OAuth2Records();
  readonly #applicationsByToken = new Map<string, Application>();
  readonly #listeners = new Set<(dispatch: Dispatch) => void>();
  readonly #watchers = new Set<() => void>();

  constructor(clock: Clock = new Clock()) {
    this.clock = clock;
    this.ids = new SnowflakeSource(clock);
    this.links = new CdnLinks(clock);
    this.sessionStarts = new SessionStarts(clock);
    this.view = {
      clock,
      attachmentUrl: (attachment) => this.links.sign(attachment),
      freshUrl: (url) => this.links.refresh(url),
    };
    clock.onMove(() => this.changed());
  }

  /** Tells every listener. Call it after the change is made. */
  publish(dispatch: Dispatch): void {
    for (const listener of this.#listeners) listener(dispatch);
    this.changed();
  }

  /** Calls `listener` for everything that happens. @returns a function that ends it. */
  onDispatch(listener: (dispatch: Dispatch) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Says that something is not as it was. `publish` does; call it for a change that no event tells of. */
  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Calls `watcher` after every change: events, answers to interactions, moves of the clock. @returns a function that ends it. */
  onChange(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The application of a bot token, without looking through all of them when the token was seen before. */
  applicationOfToken(token: string): Application | undefined {
    const known = this.#applicationsByToken.get(token);
    // A token can be reset, so that what was known of it is no more true.
    if (known?.token === token) return known;
    this.#applicationsByToken.delete(token);
    for (const application of this.applications.values()) {
      if (application.token !== token) continue;
      this.#applicationsByToken.set(token, application);
      return application;
    }
    return undefined;
  }

  applicationOfBot(userId: string): Application | undefined {
    for (const application of this.applications.values())
      if (application.bot.id === userId) return application;
    return undefined;
  }
}
