import type { GuildSettings, SandboxGuild } from '@guildhall/sandbox';
import type { Lane, LaneGround } from './lane.ts';

type Awaitable<T> = T | Promise<T>;

/** Something that people do, at each call of which something goes wrong. */
export interface Operation<L extends Lane> {
  /** The names of the operations that come first, with nothing wrong. */
  readonly after: readonly string[];
  /** It only leads to others: nothing goes wrong with it. */
  readonly prepares?: true;
  /** What people click and type. It may fail: whoever gets no answer cannot go on. */
  act(lane: L): Promise<unknown>;
  /** Whether the bot has written down that it is to be done: from then on it is to be done whatever happens. */
  written(lane: L): Awaitable<boolean>;
}

/** A feature as the trials see it: everything that they need to know about it is here. */
export interface Subject<L extends Lane = Lane> {
  /** For people, and unique. */
  readonly name: string;
  readonly plugin: string;
  /** How a server of its lanes is. */
  readonly server: GuildSettings;
  /** What is fixed in a server for the feature, as the file of the server has it. */
  settings?(guild: SandboxGuild): Readonly<Record<string, unknown>>;
  readonly operations: Readonly<Record<string, Operation<L>>>;
  /** A server to try it in. It must give the lane somebody new each time that it begins. */
  lane(guild: SandboxGuild, ground: LaneGround): L;
  /** Sets the feature up in a server, as its administrators do. */
  furnish(lane: L): Promise<void>;
  /**
   * All that there is of what was done in a lane since it began, in the database and in Discord, with ids, names, numbers
   * and times taken out: where the same was done it looks alike, whatever went wrong on the way.
   */
  look(lane: L): Awaitable<object>;
  /** What is not as it must always be once the bot has come to rest, in words: for when what was there is gone. */
  wrong(lane: L): Awaitable<readonly string[]>;
}
