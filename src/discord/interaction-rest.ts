import { type InternalRequest, REST, type RESTOptions } from 'discord.js';

/** Answers to interactions: Discord counts them by interaction, and not against the bot's 50 requests a second. */
const exempt = /^\/(interactions|webhooks)\/\d+\/[^/]{40,}/;

/**
 * discord.js holds every request to 50 a second for the whole process. Discord exempts the interaction routes from that
 * limit (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit), so they go their own way here.
 */
export class InteractionRest extends REST {
  readonly #interactions: REST;

  constructor(options: Partial<RESTOptions>) {
    super(options);
    this.#interactions = new REST({ ...options, globalRequestsPerSecond: Number.MAX_SAFE_INTEGER });
    // Whoever listens here hears of both. A listener costs: discord.js copies each response for it.
    this.on('newListener', (event, listener) => this.#interactions.on(event, listener));
    this.on('removeListener', (event, listener) => this.#interactions.off(event, listener));
  }

  override queueRequest(request: InternalRequest): Promise<never> {
    return (
      exempt.test(request.fullRoute) && request.auth === false
        ? this.#interactions.queueRequest(request)
        : super.queueRequest(request)
    ) as Promise<never>;
  }
}
