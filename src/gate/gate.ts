import type { PluginLogger } from '../sdk/logger.ts';
import { refusalOf } from '../sdk/refusal.ts';
import type { Answers } from './answers.ts';
import type { CapabilityChecks } from './capabilities.ts';
import { currentRun, type Outcome, type RunContext, runIn } from './context.ts';
import type { Entry, Subject } from './entry.ts';

/** Is told of each run; the breaker and the metrics listen. `ms` is the time from the gate to the end. */
export type Observer = (run: RunContext, ms: number, error: unknown) => void;

/** The part of the feature switches that the gate needs. */
export interface Switches {
  /** At once where it is known, else from the database. */
  isOn(plugin: string, guild: string): boolean | Promise<boolean>;
}

export interface GateOptions {
  readonly switches: Switches;
  readonly capabilities: CapabilityChecks;
  readonly answers: Answers;
  readonly logger: PluginLogger;
  readonly newId: () => string;
  readonly observe: Observer;
}

/**
 * The one way into a plugin. In order: does its generation run, is the feature on in this guild, may the member do it;
 * then it runs, and what it throws is answered and reported here. A person who is refused is told; a listener or a job
 * that is refused is silent.
 */
export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Runs `body` as `entry` for `subject`. @returns what it returned; undefined when it was refused or failed. */
  async run<T>(entry: Entry, subject: Subject, body: () => T | Promise<T>): Promise<T | undefined> {
    const context = this.#context(entry, subject);
    const started = performance.now();
    let failure: unknown;
    const refused = await this.#refused(entry, subject);
    if (refused) {
      context.outcome = refused;
      await this.#options.answers.refused(subject, refused, entry);
    } else {
      entry.generation.enter();
      const late = this.#options.answers.watch(subject, entry.kind);
      try {
        return await runIn(context, body);
      } catch (error) {
        failure = error;
        await this.#fail(context, error);
      } finally {
        late?.();
        entry.generation.leave();
        this.#options.observe(context, performance.now() - started, failure);
      }
      return undefined;
    }
    this.#options.observe(context, performance.now() - started, undefined);
    return undefined;
  }

  /**
   * Like {@link run}, for what must fail where it was called: a job that fails is tried again, a service call tells its
   * caller. @returns whether it ran. @throws what `body` throws.
   */
  async attempt(entry: Entry, subject: Subject, body: () => unknown): Promise<boolean> {
    const context = this.#context(entry, subject);
    const started = performance.now();
    const refused = await this.#refused(entry, subject);
    if (refused) {
      context.outcome = refused;
      this.#options.observe(context, performance.now() - started, undefined);
      return false;
    }
    entry.generation.enter();
    let failure: unknown;
    try {
      await runIn(context, body);
      return true;
    } catch (error) {
      failure = error;
      context.outcome = 'error';
      throw error;
    } finally {
      entry.generation.leave();
      this.#options.observe(context, performance.now() - started, failure);
    }
  }

  /** Whether `entry` may run now, without running it: for preconditions and menus. */
  async admits(entry: Entry, subject: Subject): Promise<boolean> {
    return (await this.#refused(entry, subject)) === undefined;
  }

  /** Reports an error that Sapphire caught before the gate could: it belongs to the run it happened in. */
  async failed(error: unknown): Promise<void> {
    const context = currentRun();
    if (context) {
      await this.#fail(context, error);
    }
  }

  #context(entry: Entry, subject: Subject): RunContext {
    return {
      plugin: entry.generation.plugin,
      generation: entry.generation.number,
      entry: entry.kind,
      name: entry.name,
      subject,
      requestId: subject.interaction?.id ?? subject.message?.id ?? this.#options.newId(),
      outcome: 'ok',
    };
  }

  #refused(entry: Entry, subject: Subject): Promise<Outcome | undefined> | Outcome | undefined {
    const closed = entry.generation.closed();
    if (closed) {
      return closed === 'paused' ? 'refused-paused' : 'late';
    }
    const on =
      subject.guild === undefined || this.#options.switches.isOn(entry.generation.plugin, subject.guild);
    if (on === false) {
      return 'refused-off';
    }
    const capability = entry.capability(subject);
    if (on === true && capability === undefined) {
      return undefined;
    }
    return this.#refusedSlowly(entry, subject, on, capability);
  }

  async #refusedSlowly(
    entry: Entry,
    { actor }: Subject,
    on: boolean | Promise<boolean>,
    capability: string | undefined,
  ): Promise<Outcome | undefined> {
    if (!(await on)) {
      return 'refused-off';
    }
    if (capability === undefined) {
      return undefined;
    }
    try {
      const may = actor && (await this.#options.capabilities.may(actor, entry.generation.plugin, capability));
      return may ? undefined : 'refused-capability';
    } catch (error) {
      this.#options.logger.error('the permission check failed, so nobody is let in', { capability, error });
      return 'refused-capability';
    }
  }

  async #fail(context: RunContext, error: unknown): Promise<void> {
    const refusal = refusalOf(error);
    context.outcome = refusal ? 'refusal' : 'error';
    const reference = this.#options.newId();
    if (!refusal) {
      const { plugin, generation, entry, name, requestId, subject } = context;
      this.#options.logger.error(`${plugin}: ${entry} ${name} failed`, {
        reference,
        plugin,
        generation,
        guild: subject.guild,
        user: subject.actor?.id,
        requestId,
        error,
      });
    }
    await this.#options.answers.failed(context, error, reference);
  }
}
