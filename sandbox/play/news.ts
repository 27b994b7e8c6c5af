import { ChannelType } from 'discord-api-types/v10';
import type { Player } from './player.ts';

/** Tells in which channels something has changed since the person looked. */
export class News {
  readonly #player: Player;
  #seen = new Map<string, string>();

  constructor(player: Player) {
    this.#player = player;
    this.catchUp();
  }

  /** All that there is counts as seen. */
  catchUp(): void {
    this.#seen = this.#screens();
  }

  /** The names of the channels with something new; they count as seen then. */
  take(): string[] {
    const before = this.#seen;
    this.catchUp();
    return [...this.#seen].filter(([name, text]) => before.get(name) !== text).map(([name]) => name);
  }

  #screens(): Map<string, string> {
    const { person, bot } = this.#player;
    return new Map(
      person
        .visibleChannels()
        .filter(({ type }) => type !== ChannelType.GuildCategory)
        .map((channel) => [channel.guild ? `#${channel.name}` : `@${bot.name}`, person.sees(channel).text]),
    );
  }
}
