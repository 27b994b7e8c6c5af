import type { RobloxWorld } from './world.ts';

/** How long a profile's description may be, in characters. */
export const DESCRIPTION_LIMIT = 1000;

/** What the thumbnails of an account come to. */
export const thumbnailStates = [
  'Completed',
  'Pending',
  'Blocked',
  'Error',
  'InReview',
  'TemporarilyUnavailable',
] as const;

export type ThumbnailState = (typeof thumbnailStates)[number];

export interface AccountSettings {
  readonly id?: number;
  readonly displayName?: string;
  /** When it was made: a date, or text that `Date` reads. Three years ago by default. */
  readonly created?: Date | string;
  readonly description?: string;
  readonly hasVerifiedBadge?: boolean;
}

/** A description, and from when on it is seen. */
interface Version {
  readonly text: string;
  /** Unix milliseconds. */
  readonly from: number;
}

/** An account of the local Roblox, and the hands of whoever it belongs to. */
export class RobloxAccount {
  readonly id: number;
  readonly created: Date;
  readonly hasVerifiedBadge: boolean;
  displayName: string;
  banned = false;
  /** What a thumbnail ends as, and how often it is asked for in vain (`Pending`) before. */
  thumbnail: { state: ThumbnailState; pendingCalls: number } = { state: 'Completed', pendingCalls: 1 };
  readonly #world: RobloxWorld;
  #name: string;
  #formerNames: string[] = [];
  #versions: Version[] = [];
  #thumbnailCalls = new Map<string, number>();

  constructor(world: RobloxWorld, id: number, name: string, created: Date, settings: AccountSettings) {
    this.#world = world;
    this.id = id;
    this.created = created;
    this.#name = name;
    this.displayName = settings.displayName ?? name;
    this.hasVerifiedBadge = settings.hasVerifiedBadge ?? false;
    this.#write(settings.description ?? '', Number.NEGATIVE_INFINITY);
  }

  get name(): string {
    return this.#name;
  }

  /** The names that it had before, the first one first. */
  get formerNames(): readonly string[] {
    return this.#formerNames;
  }

  /** The description as everybody sees it at the moment: filtered, and perhaps the one before the last. */
  get description(): string {
    const now = this.#world.clock.now();
    return this.#versions.findLast(({ from }) => from <= now)?.text ?? '';
  }

  /**
   * Writes the description of the profile. Others see it filtered, after the world's propagation delay.
   * @param options `after` is another delay, in milliseconds of the sandbox's clock.
   * @throws Error when it is longer than the profile page takes.
   */
  setDescription(text: string, options: { after?: number } = {}): void {
    this.#write(text, this.#world.clock.now() + (options.after ?? this.#world.propagationDelay));
  }

  /** Takes another name; the one before stays findable. @throws Error when another account has it now. */
  rename(name: string): void {
    this.#world.takeName(name, this, this.#name);
    this.#formerNames = [...this.#formerNames.filter((each) => each !== name), this.#name];
    if (this.displayName === this.#name) this.displayName = name;
    this.#name = name;
  }

  ban(): void {
    this.banned = true;
  }

  unban(): void {
    this.banned = false;
  }

  /** Somebody asks for a thumbnail of that form. @returns its state by now. */
  askThumbnail(form: string): ThumbnailState {
    const calls = this.#thumbnailCalls.get(form) ?? 0;
    this.#thumbnailCalls.set(form, calls + 1);
    return calls < this.thumbnail.pendingCalls ? 'Pending' : this.thumbnail.state;
  }

  /** Sets what thumbnails come to, from the first call on. */
  setThumbnail(state: ThumbnailState, pendingCalls = 0): void {
    this.thumbnail = { state, pendingCalls };
    this.#thumbnailCalls.clear();
  }

  #write(text: string, from: number): void {
    if (text.length > DESCRIPTION_LIMIT)
      throw new Error(
        `a description has at most ${DESCRIPTION_LIMIT} characters, this one has ${text.length}`,
      );
    // Of two that are on their way the later one wins, even when it is quicker.
    const earlier = this.#versions.filter((version) => version.from < from);
    this.#versions = [...earlier.slice(-10), { text: this.#world.filter.apply(text), from }];
  }
}
