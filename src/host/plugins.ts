import { basename } from 'node:path';
import type { RunContext } from '../gate/context.ts';
import type { ComponentHandler } from '../sdk/component-handler.ts';
import { discover } from './discover.ts';
import { isOthersFault } from './failures.ts';
import type { Generation, LoadedTask } from './generation.ts';
import { Loader, type LoaderOptions } from './loader.ts';
import { PluginProblem } from './problem.ts';
import type { PluginRecord } from './record.ts';
import { remedyFor, takeBack } from './remedy.ts';
import { hasPlugin, type Kept, Shelf } from './shelf.ts';

/** What the owner must know: a plugin was put in quarantine, or taken back to what it was. */
export type Alarm = 'quarantined' | 'taken-back';

export interface PluginsOptions extends Omit<LoaderOptions, 'records'> {
  readonly roots: readonly string[];
  readonly onAlarm: (plugin: string, what: Alarm, problem: PluginProblem) => void;
}

/** The plugins of this host: what is loaded, what failed and why. Everything that changes it happens one at a time. */
export class Plugins {
  readonly #options: PluginsOptions;
  readonly #loader: Loader;
  readonly #shelf = new Shelf();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: PluginsOptions) {
    this.#options = options;
    this.#loader = new Loader({ ...options, records: () => this.records() });
  }

  records(): readonly PluginRecord[] {
    return this.#shelf.list();
  }

  get(name: string): PluginRecord | undefined {
    return this.#shelf.get(name);
  }

  /** The generation that serves, also the host's own. */
  serving(name: string): Generation | undefined {
    return name === this.#options.own.plugin ? this.#options.own : this.#shelf.get(name)?.generation;
  }

  /** All generations that serve now. */
  generations(): Generation[] {
    return this.records().flatMap(({ generation }) => (generation && !generation.paused ? [generation] : []));
  }

  /** Those that people are offered: also one that takes a break, which says so when it is asked. */
  offered(): Generation[] {
    return this.records().flatMap(({ generation, disabled }) =>
      generation && !disabled ? [generation] : [],
    );
  }

  component(plugin: string, action: string): ComponentHandler | undefined {
    return this.serving(plugin)?.components.get(action);
  }

  task(plugin: string, name: string): LoadedTask | undefined {
    const generation = this.serving(plugin);
    return generation?.paused ? undefined : generation?.tasks.get(name);
  }

  /** Loads what is there, what the owners took out left out. One that fails does not keep the others from starting. */
  async start(kept: Kept): Promise<void> {
    this.#shelf.keep(kept);
    await this.#inTurn(async () => {
      for (const { name, folder } of await discover(this.#options.roots)) {
        await this.#found(name, folder);
      }
    });
  }

  /** Loads a plugin's files as they are now. The generation before serves until the new one can. */
  async load(name: string): Promise<PluginRecord | undefined> {
    return this.#inTurn(async () => {
      const found = (await discover(this.#options.roots)).find((folder) => folder.name === name);
      const record = this.#shelf.get(name) ?? (found && this.#shelf.claim(name, found.folder));
      if (record) {
        this.#shelf.decide(record, 'unloaded', false);
        await this.#loader.load(record, true);
      }
      return record;
    });
  }

  /** Takes a plugin out. Its tables stay. @returns when nothing of it runs any more. */
  async unload(name: string): Promise<PluginRecord | undefined> {
    const record = await this.#inTurn(async () => {
      const known = this.#shelf.get(name);
      if (known) {
        this.#shelf.decide(known, 'unloaded', true);
        this.#takeOut(known);
      }
      return known;
    });
    await record?.leaving;
    return record;
  }

  /** Takes the feature away in every guild, or gives it back; it stays loaded. */
  async disable(name: string, disabled: boolean): Promise<PluginRecord | undefined> {
    return this.#inTurn(async () => {
      const record = this.#shelf.get(name);
      if (record) {
        this.#shelf.decide(record, 'disabled', disabled);
      }
      return record;
    });
  }

  /** The files of a folder changed, came or went. */
  async changed(folder: string): Promise<void> {
    await this.#inTurn(async () => {
      const name = basename(folder);
      const known = this.#shelf.get(name);
      if (hasPlugin(folder)) {
        await this.#found(name, folder);
      } else if (known?.folder === folder) {
        this.#takeOut(known);
        this.#shelf.forget(known);
        // It may have been moved, or there was another one of this name all the time.
        const other = (await discover(this.#options.roots)).find((one) => one.name === name);
        if (other) {
          await this.#found(name, other.folder);
        }
      }
    });
  }

  /** Looks at a finished run: a plugin that mostly fails is taken back to what it was, or put in quarantine. */
  observe(
    { plugin, generation, outcome }: Pick<RunContext, 'plugin' | 'generation' | 'outcome'>,
    error: unknown,
  ): void {
    const record = this.#shelf.get(plugin);
    const over = outcome.startsWith('refused') || outcome === 'late';
    if (record?.generation?.number === generation && !over) {
      this.#weigh(record, outcome === 'error' && !isOthersFault(error), error);
    }
  }

  /**
   * An error in code of `plugin` that no run caught.
   * @param generation where it was set going; unknown for what nobody can tell, which counts for the one that serves.
   */
  fault(plugin: string, error: unknown, generation?: number): void {
    const record = this.#shelf.get(plugin);
    if (record?.generation && (generation ?? record.generation.number) === record.generation.number) {
      this.#weigh(record, !isOthersFault(error), error);
    }
  }

  /** Closes everything, for the end of the process. @param limit how long what runs may go on, in ms. */
  async stop(limit: number): Promise<void> {
    const { retirement } = this.#loader;
    await this.#inTurn(async () => {
      const serving = this.records().flatMap(({ generation }) => generation ?? []);
      await Promise.all(serving.map((generation) => retirement.retire(generation, limit)));
      await retirement.settled(limit);
    });
  }

  /** One change at a time, and after each what follows from it for the others. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(async () => {
      const done = await work();
      await this.#settle();
      return done;
    });
    this.#turn = result.catch(() => {});
    return result;
  }

  async #found(name: string, folder: string): Promise<void> {
    const record = this.#shelf.claim(name, folder);
    if (record.folder !== folder) {
      const message = `there are two plugins named ${name}: the one in ${record.folder} is used`;
      this.#loader.log(record).warn(message, { other: folder });
    } else if (!record.unloaded) {
      await this.#loader.load(record);
    }
  }

  /** Nothing new comes in from now on; what runs may end, and then all that it has set going is undone. */
  #takeOut(record: PluginRecord): void {
    const { retirement } = this.#loader;
    const generation = this.#loader.takeOut(record);
    // Those who need it take a break before anything of it ends.
    for (const other of this.records()) {
      this.#loader.stand(other);
    }
    record.leaving =
      generation &&
      retirement.retire(generation).then(() => {
        record.leaving = undefined;
        this.#loader.stand(record);
        retirement.judge(generation);
      });
  }

  /** Draws the conclusions for everybody from what changed, until nothing changes any more. */
  async #settle(): Promise<void> {
    const { needs } = this.#loader;
    for (let moved = true; moved; ) {
      moved = false;
      for (const record of this.records()) {
        const { generation } = record;
        const fits = record.waiting && !record.unloaded && !this.#loader.mustWait(record);
        moved = this.#loader.stand(record) || moved;
        if (fits) {
          await this.#loader.load(record, true);
          moved = true;
        } else if (
          generation &&
          needs.missing(generation.definition).length === 0 &&
          needs.outdated(generation)
        ) {
          await this.#loader.renew(record, generation);
          moved = true;
        }
      }
    }
    this.#loader.retireReplaced();
  }

  #weigh(record: PluginRecord, failed: boolean, error: unknown): void {
    const remedy = remedyFor(record, failed, performance.now());
    const { generation, previous, name } = record;
    if (remedy === 'take-back') {
      record.previous = undefined;
      void this.#inTurn(async () => {
        if (record.generation === generation && (await takeBack(this.#loader, record, previous!, error))) {
          this.#options.onAlarm(name, 'taken-back', record.problem!);
        }
      });
    } else if (remedy === 'quarantine') {
      record.quarantined = true;
      record.problem = PluginProblem.from('run', error, record.folder);
      this.#loader.stand(record);
      this.#loader.log(record).error(`${name} kept failing and was put in quarantine`, { error });
      this.#options.onAlarm(name, 'quarantined', record.problem);
      void this.#inTurn(async () => {});
    }
  }
}
