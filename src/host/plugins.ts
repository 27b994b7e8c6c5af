import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunContext } from '../gate/context.ts';
import type { ComponentHandler } from '../sdk/component-handler.ts';
import { discover } from './discover.ts';
import { evaluate } from './evaluate.ts';
import { Failures, isDiscordsFault } from './failures.ts';
import type { Generation, LoadedTask } from './generation.ts';
import type { HostParts } from './host-parts.ts';
import { makeGeneration } from './make-generation.ts';
import { checkedPlugin } from './manifest.ts';
import { Needs } from './needs.ts';
import type { Taken } from './prepare.ts';
import { PluginProblem } from './problem.ts';
import { newRecord, type PluginRecord, stand } from './record.ts';
import { Retirement } from './retirement.ts';
import { type PluginSource, readSource } from './source.ts';
import { swapPieces } from './swap.ts';

/** After a swap, a new generation that mostly fails is taken back within this time, in ms. */
const grace = 60_000;
/** Failed runs before a new generation is taken back, and before a plugin is put in quarantine. */
const rollbackAfter = 3;
const quarantineAfter = 10;

export interface PluginsOptions {
  readonly roots: readonly string[];
  readonly parts: HostParts;
  /** The host's own generation: its names cannot be taken. */
  readonly own: Generation;
  /** Is told when what is served changed. */
  readonly onChange: () => void;
  /** Is told what the owner must know: quarantine, a rollback. */
  readonly onAlarm: (plugin: string, what: 'quarantined' | 'taken-back', problem: PluginProblem) => void;
  readonly onLoad?: (plugin: string, outcome: 'loaded' | 'failed', ms: number) => void;
}

/** What the owners decided before, by plugin. */
export interface Kept {
  readonly unloaded: ReadonlySet<string>;
  readonly disabled: ReadonlySet<string>;
}

/** The plugins of this host: what is loaded, what failed and why. Everything that changes it happens one at a time. */
export class Plugins {
  readonly #options: PluginsOptions;
  readonly #needs: Needs;
  readonly #retirement: Retirement;
  readonly #records = new Map<string, PluginRecord>();
  /** How many generations of each there were, also of those that are gone. */
  readonly #numbers = new Map<string, number>();
  /** Replaced, and still needed until those that use their services have new ones. */
  readonly #replaced: Generation[] = [];
  #kept: Kept = { unloaded: new Set(), disabled: new Set() };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: PluginsOptions) {
    this.#options = options;
    this.#needs = new Needs(options.parts.services);
    this.#retirement = new Retirement(options.parts.loggerOf);
  }

  records(): readonly PluginRecord[] {
    return [...this.#records.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  get(name: string): PluginRecord | undefined {
    return this.#records.get(name);
  }

  /** The generation that serves, also the host's own. */
  serving(name: string): Generation | undefined {
    return name === this.#options.own.plugin ? this.#options.own : this.#records.get(name)?.generation;
  }

  /** All generations that serve now. */
  generations(): Generation[] {
    return this.records().flatMap(({ generation }) => (generation && !generation.paused ? [generation] : []));
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
    this.#kept = kept;
    await this.#inTurn(async () => {
      for (const { name, folder } of await discover(this.#options.roots)) {
        const record = this.#claim(name, folder);
        if (record && !record.unloaded) {
          await this.#load(record);
        }
      }
    });
  }

  /** Loads a plugin's files as they are now. The generation before serves until the new one can. */
  async load(name: string): Promise<PluginRecord | undefined> {
    return this.#inTurn(async () => {
      const found = (await discover(this.#options.roots)).find((folder) => folder.name === name);
      const record = this.#records.get(name) ?? (found && this.#claim(name, found.folder));
      if (record) {
        record.unloaded = false;
        await this.#load(record, true);
      }
      return record;
    });
  }

  /** Takes a plugin out. Its tables stay. */
  async unload(name: string): Promise<PluginRecord | undefined> {
    return this.#inTurn(async () => {
      const record = this.#records.get(name);
      if (record) {
        record.unloaded = true;
        await this.#unload(record);
      }
      return record;
    });
  }

  /** Takes the feature away in every guild, or gives it back; it stays loaded. */
  async disable(name: string, disabled: boolean): Promise<PluginRecord | undefined> {
    return this.#inTurn(async () => {
      const record = this.#records.get(name);
      if (record) {
        record.disabled = disabled;
      }
      return record;
    });
  }

  /** The files of a folder changed, came or went. */
  async changed(folder: string): Promise<void> {
    await this.#inTurn(async () => {
      const name = basename(folder);
      const known = this.#records.get(name);
      if (existsSync(join(folder, 'plugin.ts'))) {
        const record = this.#claim(name, folder);
        if (record && !record.unloaded) {
          await this.#load(record);
        }
      } else if (known?.folder === folder) {
        await this.#unload(known);
        this.#records.delete(name);
      }
    });
  }

  /** Looks at a finished run: a plugin that mostly fails is taken back to what it was, or put in quarantine. */
  observe(
    { plugin, generation, outcome }: Pick<RunContext, 'plugin' | 'generation' | 'outcome'>,
    error: unknown,
  ): void {
    const record = this.#records.get(plugin);
    const over = outcome.startsWith('refused') || outcome === 'late';
    if (record?.generation?.number === generation && !over) {
      this.#weigh(record, outcome === 'error' && !isDiscordsFault(error), error);
    }
  }

  /** An error that no run caught, in code of `plugin`. @returns whether there is such a plugin. */
  fault(plugin: string, error: unknown): boolean {
    const record = this.#records.get(plugin);
    if (record?.generation) {
      this.#log(record).error(`${plugin} threw where nobody catches`, { error });
      this.#weigh(record, true, error);
    }
    return record !== undefined;
  }

  /** Closes everything, for the end of the process. @param limit how long what runs may go on, in ms. */
  async stop(limit: number): Promise<void> {
    await this.#inTurn(async () => {
      const serving = this.records().flatMap(({ generation }) => generation ?? []);
      await Promise.all(serving.map((generation) => this.#retirement.retire(generation, limit)));
      await this.#retirement.settled(limit);
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

  /** The record of a folder; none when another folder has the name already. */
  #claim(name: string, folder: string): PluginRecord | undefined {
    const known = this.#records.get(name);
    if (known && known.folder !== folder && existsSync(join(known.folder, 'plugin.ts'))) {
      this.#log(known).warn(`there are two plugins named ${name}: the one in ${known.folder} is used`, {
        other: folder,
      });
      return undefined;
    }
    const record =
      known ??
      newRecord(name, folder, {
        disabled: this.#kept.disabled.has(name),
        unloaded: this.#kept.unloaded.has(name),
      });
    record.folder = folder;
    this.#records.set(name, record);
    return record;
  }

  async #load(record: PluginRecord, force = false): Promise<void> {
    const started = performance.now();
    this.#enter(record, 'loading');
    try {
      const source = await readSource(record.folder, this.#options.parts.connection.dialect);
      const same = source.hash === record.source?.hash && record.generation && !record.quarantined;
      if (same && !force) {
        this.#clear(record, record.generation!.definition);
      } else if (await this.#take(record, source)) {
        this.#options.onLoad?.(record.name, 'loaded', performance.now() - started);
      }
    } catch (error) {
      this.#failed(record, PluginProblem.from('prepare', error, record.folder));
      this.#options.onLoad?.(record.name, 'failed', performance.now() - started);
    }
    this.#enter(record, undefined);
  }

  /** Makes a generation of `source` and swaps it in. @returns false when it has to wait for others. */
  async #take(record: PluginRecord, source: PluginSource): Promise<boolean> {
    const number = (this.#numbers.get(record.name) ?? 0) + 1;
    this.#numbers.set(record.name, number);
    const evaluated = await evaluate(source.bundle, record.folder, number);
    const plugin = checkedPlugin(evaluated.plugin, record.folder);
    this.#clear(record, plugin.definition);
    this.#needs.refuseTaken(record);
    if (this.#mustWait(record)) {
      this.#log(record).warn(record.problem?.message ?? `${record.name} waits for what it needs`);
      return false;
    }
    const { parts } = this.#options;
    const madeWith = this.#needs.made(plugin.definition);
    const making = { source, number, evaluated, plugin, madeWith, taken: this.#taken() };
    this.#commit(record, await makeGeneration(making, parts), source);
    return true;
  }

  #mustWait(record: PluginRecord): boolean {
    const circle = this.#needs.circle(record, this.records());
    record.problem = circle;
    record.waiting = circle !== undefined || this.#needs.missing(record.definition).length > 0;
    return record.waiting;
  }

  #commit(record: PluginRecord, next: Generation, source: PluginSource): void {
    const old = record.generation;
    swapPieces(old, next);
    this.#options.parts.services.swap(old, next);
    record.previous = old ? record.source : undefined;
    record.generation = next;
    record.source = source;
    record.committedAt = performance.now();
    record.failures = new Failures();
    record.quarantined = false;
    // Whether it may serve is decided before anything can come in.
    stand(record, (definition) => this.#needs.missing(definition));
    this.#log(record).info(`loaded ${record.name} ${next.version}, generation ${next.number}`);
    this.#options.onChange();
    if (old) {
      this.#replaced.push(old);
    }
  }

  async #unload(record: PluginRecord): Promise<void> {
    const { generation } = record;
    this.#enter(record, 'unloading');
    swapPieces(generation, undefined);
    this.#options.parts.services.swap(generation, undefined);
    record.generation = undefined;
    record.source = undefined;
    record.previous = undefined;
    this.#clear(record, undefined);
    record.quarantined = false;
    this.#options.onChange();
    if (generation) {
      await this.#retirement.retire(generation);
      this.#retirement.judge(generation);
    }
    this.#log(record).info(`unloaded ${record.name}`);
    this.#enter(record, undefined);
    // What was refused because of a name that this one had may fit now.
    for (const other of this.#records.values()) {
      other.waiting ||= other.problem?.step === 'validate';
    }
  }

  /** Draws the conclusions for everybody from what changed, until nothing changes any more. */
  async #settle(): Promise<void> {
    for (let moved = true; moved; ) {
      moved = false;
      for (const record of this.records()) {
        moved = this.#stand(record) || moved;
        if (record.waiting && !record.unloaded && !this.#mustWait(record)) {
          await this.#load(record, true);
          moved = true;
        } else if (
          record.generation &&
          record.needs.length === 0 &&
          this.#needs.outdated(record.generation)
        ) {
          await this.#renew(record, record.generation);
          moved = true;
        }
      }
    }
    for (const generation of this.#replaced.splice(0)) {
      void this.#retirement.retire(generation);
    }
  }

  /** A plugin may have kept a service that was replaced: it is made anew from the same files. */
  async #renew(record: PluginRecord, generation: Generation): Promise<void> {
    const { source, problem, previous } = record;
    this.#enter(record, 'loading');
    try {
      await this.#take(record, source!);
      record.previous = previous;
      record.problem = problem;
    } catch (error) {
      this.#failed(record, PluginProblem.from('prepare', error, record.folder));
      // Tried once for each new service.
      generation.madeWith = this.#needs.made(generation.definition);
    }
    this.#enter(record, undefined);
  }

  #enter(record: PluginRecord, phase: PluginRecord['phase']): void {
    record.phase = phase;
    this.#stand(record);
  }

  #stand(record: PluginRecord): boolean {
    const changed = stand(record, (definition) => this.#needs.missing(definition));
    if (changed) {
      this.#options.onChange();
    }
    return changed;
  }

  /** Nothing is wrong with the newest files as far as is known, and this is what they declare. */
  #clear(record: PluginRecord, definition: PluginRecord['definition']): void {
    record.definition = definition;
    record.problem = undefined;
    record.waiting = false;
  }

  #failed(record: PluginRecord, problem: PluginProblem): void {
    record.problem = problem;
    record.waiting = false;
    const kept = record.generation ? `; generation ${record.generation.number} keeps serving` : '';
    this.#log(record).error(`${record.name} could not be loaded (${problem.step})${kept}`, {
      place: problem.place,
      error: problem.cause ?? problem,
    });
  }

  #weigh(record: PluginRecord, failed: boolean, error: unknown): void {
    const { previous, generation, failures } = record;
    const now = performance.now();
    failures.count(now, failed);
    if (!failed || record.quarantined) {
      return;
    }
    if (previous && now - record.committedAt < grace && failures.mostFail(rollbackAfter)) {
      record.previous = undefined;
      void this.#inTurn(() => this.#takeBack(record, previous, generation!, error));
    } else if (failures.mostFail(quarantineAfter)) {
      this.#quarantine(record, error);
    }
  }

  async #takeBack(record: PluginRecord, to: PluginSource, bad: Generation, error: unknown): Promise<void> {
    if (record.generation !== bad) {
      return;
    }
    try {
      await this.#take(record, to);
    } catch (failure) {
      this.#failed(record, PluginProblem.from('run', failure, record.folder));
      return;
    }
    record.previous = undefined;
    const cause = PluginProblem.from('run', error, record.folder);
    const message = `generation ${bad.number} kept failing and was taken back: ${cause.message}`;
    this.#failed(
      record,
      new PluginProblem('run', message, { cause: error, ...(cause.place ? { place: cause.place } : {}) }),
    );
    this.#options.onAlarm(record.name, 'taken-back', record.problem!);
  }

  #quarantine(record: PluginRecord, error: unknown): void {
    record.quarantined = true;
    record.problem = PluginProblem.from('run', error, record.folder);
    this.#stand(record);
    this.#log(record).error(`${record.name} kept failing and was put in quarantine`, { error });
    this.#options.onAlarm(record.name, 'quarantined', record.problem);
    void this.#inTurn(async () => {});
  }

  #taken(): Taken {
    return {
      owner: (kind, name) => {
        const all = [this.#options.own, ...this.records().flatMap(({ generation }) => generation ?? [])];
        return all.find(
          ({ pieces, commands }) =>
            pieces.some((loaded) => loaded.kind === kind && loaded.piece.name === name) ||
            (kind === 'commands' && commands.some((command) => command.name === name)),
        )?.plugin;
      },
    };
  }

  #log(record: PluginRecord) {
    const number = record.generation?.number ?? this.#numbers.get(record.name) ?? 0;
    return this.#options.parts.loggerOf(record.name, number);
  }
}
