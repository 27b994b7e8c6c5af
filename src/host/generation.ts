import type { Piece } from '@sapphire/framework';
import type { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import type { Orm } from '../data/connection.ts';
import type { Entry, Guarded } from '../gate/entry.ts';
import type { ComponentHandler } from '../sdk/component-handler.ts';
import type { DataDuties } from '../sdk/data-duties.ts';
import type { Database } from '../sdk/database.ts';
import type { Plugin } from '../sdk/plugin.ts';
import type { RouteHandler } from '../sdk/route.ts';
import type { TextSet } from '../texts/text-library.ts';
import type { PieceFolder } from './bundle.ts';
import type { GenerationScope } from './scope.ts';

/** One piece of a generation. `name` is unique among the pieces of its kind. */
export interface LoadedPiece {
  readonly kind: PieceFolder;
  readonly name: string;
  readonly piece: Piece;
}

/** A scheduled task and the entry that guards it. */
export interface LoadedTask {
  readonly task: ScheduledTask;
  readonly entry: Entry;
}

export interface GenerationParts {
  readonly plugin: string;
  readonly number: number;
  readonly version: string;
  readonly folder: string;
  readonly definition: Plugin['definition'];
  readonly scope: GenerationScope;
  readonly texts: TextSet;
  /** The generations whose services it was made with, by service. */
  readonly madeWith?: ReadonlyMap<string, string>;
}

/** How long a retired generation may go on with what it runs, in ms. */
const drainLimit = 30_000;

/** One load of one plugin: everything it brought, and how much of it is running. */
export class Generation implements Guarded {
  readonly plugin: string;
  readonly number: number;
  readonly version: string;
  readonly folder: string;
  readonly definition: Plugin['definition'];
  readonly scope: GenerationScope;
  readonly texts: TextSet;
  madeWith: ReadonlyMap<string, string>;
  readonly pieces: LoadedPiece[] = [];
  readonly components = new Map<string, ComponentHandler>();
  readonly tasks = new Map<string, LoadedTask>();
  readonly services = new Map<string, unknown>();
  /** What answers by HTTP, by method and name: `GET callback`. */
  readonly routes = new Map<string, RouteHandler>();
  /** What it does when a guild has chosen something anew. */
  readonly settingsListeners = new Set<(guild: string) => unknown>();
  /** The names under which Discord calls a command piece. */
  readonly commandNames = new Map<Piece, string[]>();
  /** What Discord's menus get, with the texts of all languages. */
  commands: RESTPostAPIApplicationCommandsJSONBody[] = [];
  /** The capabilities (local names) that its commands ask for, of which somebody needs one. */
  readonly needs = new Map<RESTPostAPIApplicationCommandsJSONBody, readonly string[]>();
  orm: Orm | undefined;
  database: Database | undefined;
  duties: DataDuties | undefined;
  /** Set while it may not serve: a service it needs is away, it is in quarantine, or the owner took it away. */
  paused = false;
  #retired = false;
  #running = 0;
  #idle: () => void = () => {};

  constructor(parts: GenerationParts) {
    this.plugin = parts.plugin;
    this.number = parts.number;
    this.version = parts.version;
    this.folder = parts.folder;
    this.definition = parts.definition;
    this.scope = parts.scope;
    this.texts = parts.texts;
    this.madeWith = parts.madeWith ?? new Map();
  }

  /** How many entries are inside. */
  get running(): number {
    return this.#running;
  }

  closed(): 'paused' | 'retired' | undefined {
    if (this.#retired) {
      return 'retired';
    }
    return this.paused ? 'paused' : undefined;
  }

  enter(): void {
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
    if (this.#running === 0) {
      this.#idle();
    }
  }

  /** Waits until nothing runs in it any more, at most {@link drainLimit}. Then lets nothing in. */
  async drain(limit: number = drainLimit): Promise<void> {
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, limit);
        this.#idle = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#retired = true;
  }
}
