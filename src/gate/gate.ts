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
  #lastPerson = Number.NEGATIVE_INFINITY;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** How long ago somebody came who waits for an answer, in ms of real time. */
  get sincePerson(): number {
    return performance.now() - this.#lastPerson;
  }

  /** Runs `body` as `entry` for `subject`. @returns what it returned; undefined when it was refused or failed. */
  async run<T>(entry: Entry, subject: Subject, body: () => T | Promise<T>): Promise<T | undefined> {
    const context = this.#context(entry, subject);
    const started = performance.now();
    if (subject.interaction) {
      this.#lastPerson = started;
    }
    const late = this.#options.answers.watch(subject, entry.kind);
    const entered = await this.#enter(entry, context);
    try {
      if (entered) {
        return await runIn(context, body);
      }
      if (context.outcome === 'refused-unchecked') {
        this.#report(context);
      } else {
        await this.#options.answers.refused(subject, context.outcome, entry);
      }
    } catch (error) {
      this.#fail(context, error);
    } finally {
      await context.told;
      late?.();
      if (entered) {
        entry.generation.leave();
      }
      this.#options.observe(context, performance.now() - started, context.error);
    }
    return undefined;
  }

  /**
   * Like {@link run}, for what must fail where it was called: a job that fails is tried again, a service call tells its
   * caller. @returns whether it ran. @throws what `body` throws, and what kept the gate from finding out whether it may.
   */
  async attempt(entry: Entry, subject: Subject, body: () => unknown): Promise<boolean> {
    const context = this.#context(entry, subject);
    const started = performance.now();
    const entered = await this.#enter(entry, context);
    try {
      if (entered) {
        await runIn(context, body);
      } else if (context.outcome === 'refused-unchecked') {
        throw context.error;
      }
      return entered;
    } catch (error) {
      this.#ended(context, error);
      throw error;
    } finally {
      if (entered) {
        entry.generation.leave();
      }
      this.#options.observe(context, performance.now() - started, context.error);
    }
  }

  /** Whether `entry` may run now, without running it: for preconditions and menus. */
  async admits(entry: Entry, subject: Subject): Promise<boolean> {
    return (await this.#refused(entry, subject)) === undefined;
  }

  /**
   * Reports an error that Sapphire caught before the gate could: it belongs to the run it happened in.
   * @param subject whom to tell when it happened in none.
   */
  async failed(error: unknown, subject?: Subject): Promise<void> {
    const run = currentRun();
    if (run) {
      this.#fail(run, error);
      await run.told;
      return;
    }
    const { answers, logger, newId } = this.#options;
    const reference = newId();
    logger.error('an error outside of every plugin', { reference, error });
    if (subject) {
      await answers.failed({ subject, entry: 'command', plugin: 'guildhall' }, error, reference);
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

  /** Finds out whether `entry` may run. When nobody can say, it may not. A run that entered must leave. */
  async #enter(entry: Entry, context: RunContext): Promise<boolean> {
    try {
      // It may have been closed while the checks took their time.
      context.outcome = (await this.#refused(entry, context.subject)) ?? closed(entry) ?? 'ok';
    } catch (error) {
      context.outcome = 'refused-unchecked';
      context.error = error;
    }
    if (context.outcome !== 'ok') {
      return false;
    }
    entry.generation.enter();
    return true;
  }

  #refused(entry: Entry, subject: Subject): Promise<Outcome | undefined> | Outcome | undefined {
    const shut = closed(entry);
    if (shut) {
      return shut;
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
    const may = actor && (await this.#options.capabilities.may(actor, entry.generation.plugin, capability));
    return may ? undefined : 'refused-capability';
  }

  /** An error ended a run. Of several, the first one counts. */
  #fail(context: RunContext, error: unknown): void {
    if (context.outcome === 'ok') {
      this.#ended(context, error);
      this.#report(context);
    }
  }

  #ended(context: RunContext, error: unknown): void {
    if (context.outcome === 'ok') {
      context.outcome = refusalOf(error) ? 'refusal' : 'error';
      context.error = error;
    }
  }

  /** Writes down what went wrong, and tells the person. */
  #report(context: RunContext): void {
    const { answers, logger, newId } = this.#options;
    const { plugin, generation, entry, name, requestId, subject, error } = context;
    const reference = newId();
    if (!refusalOf(error)) {
      const what =
        context.outcome === 'refused-unchecked' ? 'could not be checked, so it did not run' : 'failed';
      logger.error(`${plugin}: ${entry} ${name} ${what}`, {
        reference,
        plugin,
        generation,
        guild: subject.guild,
        user: subject.actor?.id,
        requestId,
        error,
      });
    }
    context.told = answers
      .failed(context, error, reference)
      .catch((failure: unknown) => logger.error('a person could not be told', { reference, error: failure }));
  }
}

/** Why a generation lets nothing in. */
function closed({ generation }: Entry): Outcome | undefined {
  const why = generation.closed();
  return why && (why === 'paused' ? 'refused-paused' : 'late');
}
