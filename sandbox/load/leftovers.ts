import { MessageFlags } from 'discord-api-types/v10';
import type { Channel, Interaction } from '../discord/state/types.ts';
import type { World } from '../discord/state/world.ts';

/** How long an answered interaction stays, so that the bot can still edit and follow up; real milliseconds. */
const KEPT_FOR = 3_000;
const SWEEP_EVERY = 500;

/**
 * Takes what a load run leaves behind away again, without telling anybody: interactions a while after their answer,
 * deferred ones once they are filled in, and the messages of both. Memory stays flat however long the run is.
 */
export class Leftovers {
  readonly #world: World;
  readonly #channel: Channel;
  #answered: { interaction: Interaction; at: number }[] = [];
  readonly #timer: NodeJS.Timeout;
  #isLast = false;

  constructor(world: World, channel: Channel) {
    this.#world = world;
    this.#channel = channel;
    this.#timer = setInterval(() => this.#sweep(), SWEEP_EVERY);
    this.#timer.unref();
  }

  /** Takes charge of an interaction that was just answered. */
  add(interaction: Interaction): void {
    this.#answered.push({ interaction, at: performance.now() });
  }

  /** No more are coming: what is there is still taken away in its time. */
  end(): void {
    this.#isLast = true;
  }

  #sweep(): void {
    const before = performance.now() - KEPT_FOR;
    const over = new Set<string>();
    this.#answered = this.#answered.filter(({ interaction, at }) => {
      if (at > before || this.#isWaitedFor(interaction)) return true;
      over.add(interaction.id);
      this.#world.interactions.delete(interaction.id);
      this.#world.interactionsByToken.delete(interaction.token);
      return false;
    });
    if (over.size > 0)
      for (const message of this.#channel.messages.values())
        if (message.interaction && over.has(message.interaction.id))
          this.#channel.messages.delete(message.id);
    if (this.#isLast && this.#answered.length === 0) clearInterval(this.#timer);
  }

  /** Whether the bot has yet to write what it deferred, and still can. */
  #isWaitedFor(interaction: Interaction): boolean {
    if (interaction.answer?.kind !== 'deferred' || !this.#world.interactions.has(interaction.id))
      return false;
    const message = this.#channel.messages.get(interaction.originalId ?? '');
    return message !== undefined && (message.flags & MessageFlags.Loading) !== 0;
  }
}
