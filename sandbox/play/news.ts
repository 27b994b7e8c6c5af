import { ChannelType } from 'discord-api-types/v10';
import type { Member } from '../driver/member.ts';
import type { Player } from './player.ts';

/** Tells in which channels something has changed since the person looked. */
export class News {
  readonly #player: Player;
  #seen = new Map<string, string>();
  /** Whose eyes have seen it. */
  #person: Member;

  constructor(player: Player) {
    this.#player = player;
    this.#person = player.person;
    this.catchUp();
  }

  /** All that there is counts as seen. */
  catchUp(): void {
    this.#person = this.#player.person;
    this.#seen = this.#screens();
  }

  /** What is in the channel where the person is counts as seen: it was drawn for them. */
  lookedHere(): void {
    const { placeName } = this.#player;
    this.#seen.set(placeName, this.#screens().get(placeName) ?? '');
  }

  /** The names of the channels with something new; they count as seen then. */
  take(): string[] {
    const before = this.#seen;
    const sameEyes = this.#person === this.#player.person;
    this.catchUp();
    if (!sameEyes) {
      return [];
    }
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
