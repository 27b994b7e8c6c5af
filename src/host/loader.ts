import { runIn } from '../gate/context.ts';
import { evaluate } from './evaluate.ts';
import { Failures } from './failures.ts';
import type { Generation } from './generation.ts';
import type { HostParts } from './host-parts.ts';
import { makeGeneration } from './make-generation.ts';
import { checkedPlugin } from './manifest.ts';
import { Needs, nameOf } from './needs.ts';
import type { Taken } from './prepare.ts';
import { PluginProblem } from './problem.ts';
import { type PluginRecord, stand } from './record.ts';
import { Retirement } from './retirement.ts';
import { type PluginSource, readSource } from './source.ts';
import { swapPieces } from './swap.ts';

export interface LoaderOptions {
  readonly parts: HostParts;
  /** The host's own generation: its names cannot be taken. */
  readonly own: Generation;
  readonly records: () => readonly PluginRecord[];
  /** Is told when what is served changed. */
  readonly onChange: () => void;
  readonly onLoad?: (plugin: string, outcome: 'loaded' | 'failed', ms: number) => void;
}

/** Brings generations into service and takes them out of it. One call at a time. */
export class Loader {
  readonly needs: Needs;
  readonly retirement: Retirement;
  readonly #options: LoaderOptions;
  /** How many generations of each plugin there were, also of those that are gone. */
  readonly #numbers = new Map<string, number>();
  /** Out of service, and still needed until those that use their services have new ones. */
  readonly #replaced: Generation[] = [];

  constructor(options: LoaderOptions) {
    this.#options = options;
    this.needs = new Needs(options.parts.services);
    this.retirement = new Retirement(options.parts.loggerOf);
  }

  /** Loads the files as they are now. Files that serve already are not loaded again, unless `force` says so. */
  async load(record: PluginRecord, force = false): Promise<void> {
    const started = performance.now();
    this.#enter(record, 'loading');
    try {
      const source = await readSource(record.folder, this.#options.parts.connection.dialect);
      const same = source.hash === record.source?.hash && record.generation && !record.quarantined;
      if (same && !force) {
        this.#clear(record, record.generation!.definition);
      } else if (await this.take(record, source)) {
        this.#options.onLoad?.(record.name, 'loaded', performance.now() - started);
      }
    } catch (error) {
      this.failed(record, PluginProblem.from('prepare', error, record.folder));
      this.#options.onLoad?.(record.name, 'failed', performance.now() - started);
    }
    this.#enter(record, undefined);
  }

  /**
   * Makes a generation of `source` and swaps it in.
   * @returns false when it has to wait for others.
   * @throws PluginProblem
   */
  async take(record: PluginRecord, source: PluginSource): Promise<boolean> {
    const { name, folder } = record;
    const number = (this.#numbers.get(name) ?? 0) + 1;
    this.#numbers.set(name, number);
    // What the plugin sets going while it loads is known as its own when it throws later.
    const subject = { guild: undefined, actor: undefined, locale: 'en-US' };
    const requestId = `${name}@${number}`;
    const run = {
      plugin: name,
      generation: number,
      entry: 'setup',
      name,
      subject,
      requestId,
      outcome: 'ok',
    } as const;
    const next = await runIn({ ...run }, async () => {
      const evaluated = await evaluate(source.bundle, folder, number);
      const plugin = checkedPlugin(evaluated.plugin, folder);
      this.#clear(record, plugin.definition);
      this.needs.refuseTaken(record);
      if (this.mustWait(record)) {
        return undefined;
      }
      const madeWith = this.needs.made(plugin.definition);
      const making = { source, number, evaluated, plugin, madeWith, taken: this.#taken() };
      return makeGeneration(making, this.#options.parts);
    });
    if (next) {
      this.#commit(record, next, source);
    }
    return next !== undefined;
  }

  /** A plugin may have kept a service that was replaced: it is made anew from the same files. */
  async renew(record: PluginRecord, generation: Generation): Promise<void> {
    const { problem, waiting, definition } = record;
    this.#enter(record, 'loading');
    try {
      await this.take(record, record.source!);
      // What is known of newer files, which were not taken, still holds.
      Object.assign(record, problem || waiting ? { problem, waiting, definition } : {});
    } catch (error) {
      this.failed(record, PluginProblem.from('prepare', error, record.folder));
      // Tried once for each new service.
      generation.madeWith = this.needs.made(generation.definition);
    }
    this.#enter(record, undefined);
  }

  /** Takes a plugin out of service. Its tables stay. @returns what ends when nothing of it runs any more. */
  takeOut(record: PluginRecord): Generation | undefined {
    const { generation, name } = record;
    swapPieces(generation, undefined);
    this.#options.parts.services.swap(generation, undefined);
    record.generation = undefined;
    record.source = undefined;
    record.previous = undefined;
    record.quarantined = false;
    this.#clear(record, undefined);
    this.stand(record);
    this.#options.onChange();
    this.#rivalsOf(name);
    this.log(record).info(`unloaded ${name}`);
    return generation;
  }

  /** Lets those go that were replaced, those who use the services of another one before it. */
  retireReplaced(): void {
    const replaced = this.#replaced.splice(0);
    const retired = new Map<Generation, Promise<void>>();
    const retire = (generation: Generation): Promise<void> => {
      const users = replaced.filter(({ madeWith }) => [...madeWith.values()].includes(nameOf(generation)));
      const gone =
        retired.get(generation) ??
        Promise.all(users.map(retire)).then(() => this.retirement.retire(generation));
      retired.set(generation, gone);
      return gone;
    };
    for (const generation of replaced) {
      void retire(generation);
    }
  }

  /** Whether the newest files do not fit the others yet. Says so in the log when that is news. */
  mustWait(record: PluginRecord): boolean {
    const before = record.waiting ? record.problem?.message : undefined;
    const missing = this.needs.missing(record.definition);
    const circle = this.needs.circle(record, this.#options.records());
    const waited = record.waiting;
    record.problem = circle;
    record.waiting = circle !== undefined || missing.length > 0;
    if (circle ? circle.message !== before : record.waiting && !waited) {
      const { place } = circle ?? {};
      this.log(record).warn(
        circle?.message ?? `${record.name} needs ${missing.join(', ')}, and waits for it`,
        { place },
      );
    }
    return record.waiting;
  }

  /** Draws the conclusions for one plugin. @returns whether it serves now and did not, or the other way round. */
  stand(record: PluginRecord): boolean {
    const changed = stand(record, this.needs);
    if (changed) {
      this.#options.onChange();
    }
    return changed;
  }

  failed(record: PluginRecord, problem: PluginProblem): void {
    record.problem = problem;
    record.waiting = false;
    const at = problem.place ? ` at ${problem.place}` : '';
    const kept = record.generation ? `; generation ${record.generation.number} keeps serving` : '';
    this.log(record).error(
      `${record.name} could not be loaded (${problem.step})${kept}: ${problem.message}${at}`,
      {
        place: problem.place,
        error: problem.cause ?? problem,
      },
    );
  }

  log(record: PluginRecord) {
    const number = record.generation?.number ?? this.#numbers.get(record.name) ?? 0;
    return this.#options.parts.loggerOf(record.name, number);
  }

  #commit(record: PluginRecord, next: Generation, source: PluginSource): void {
    const old = record.generation;
    swapPieces(old, next);
    this.#options.parts.services.swap(old, next);
    if (record.source?.hash !== source.hash || record.quarantined) {
      // What kept failing is nothing to go back to.
      record.previous = old && !record.quarantined ? record.source : undefined;
      record.committedAt = performance.now();
    }
    record.generation = next;
    record.source = source;
    record.failures = new Failures();
    record.quarantined = false;
    // Whether it may serve is decided before anything can come in.
    stand(record, this.needs);
    this.log(record).info(`loaded ${record.name} ${next.version}, generation ${next.number}`);
    this.#options.onChange();
    if (old) {
      this.#replaced.push(old);
    }
    this.#rivalsOf(record.name);
  }

  /** What was refused because of a name that a plugin had may fit now. */
  #rivalsOf(name: string): void {
    for (const other of this.#options.records()) {
      other.waiting ||= other.problem?.rival === name;
    }
  }

  /** Nothing is wrong with the newest files as far as is known, and this is what they declare. */
  #clear(record: PluginRecord, definition: PluginRecord['definition']): void {
    record.definition = definition;
    record.problem = undefined;
    record.waiting = false;
  }

  #enter(record: PluginRecord, phase: PluginRecord['phase']): void {
    record.phase = phase;
    this.stand(record);
  }

  #taken(): Taken {
    const { own, records } = this.#options;
    return {
      owner: (kind, name) => {
        const all = [own, ...records().flatMap(({ generation }) => generation ?? [])];
        return all.find(
          ({ pieces, commands }) =>
            pieces.some((loaded) => loaded.kind === kind && loaded.piece.name === name) ||
            (kind === 'commands' && commands.some((command) => command.name === name)),
        )?.plugin;
      },
    };
  }
}
