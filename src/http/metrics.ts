import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** One pass of the gate. The labels come from plugins' own names, so that there are few of each. */
export interface InteractionLabels {
  readonly plugin: string;
  /** Kind and name of the entry: `command training`. */
  readonly entry: string;
  readonly outcome: string;
}

/** Where the figures about jobs come from. */
export interface JobFigures {
  readonly counts: () => Promise<Iterable<{ plugin: string; state: string; count: number }>>;
  /** In ms. */
  readonly delay: () => Promise<number>;
}

const prefix = 'guildhall_';

/** Answers take from a millisecond to the 3 seconds that Discord waits, and a deferred one longer. In seconds. */
const answerTimes = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10];

/** In seconds. */
const reloadTimes = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What Prometheus reads at `/metrics`: what the bot does, and the state of the process. Times are in seconds. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #interactionTimes = new Histogram({
    name: `${prefix}interaction_duration_seconds`,
    help: 'How long an entry into a plugin ran.',
    labelNames: ['plugin', 'entry', 'outcome'],
    buckets: answerTimes,
    registers: [this.#registry],
  });
  readonly #jobs = new Counter({
    name: `${prefix}jobs_total`,
    help: 'Jobs that ran, by name and outcome.',
    labelNames: ['job', 'outcome'],
    registers: [this.#registry],
  });
  readonly #restRequests = new Counter({
    name: `${prefix}rest_requests_total`,
    help: 'Requests to the Discord API, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [this.#registry],
  });
  readonly #reloads = new Counter({
    name: `${prefix}reloads_total`,
    help: 'Loads of plugins, by plugin and outcome.',
    labelNames: ['plugin', 'outcome'],
    registers: [this.#registry],
  });
  readonly #reloadTimes = new Histogram({
    name: `${prefix}reload_duration_seconds`,
    help: 'From the start of a load to its end.',
    labelNames: ['plugin', 'outcome'],
    buckets: reloadTimes,
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#countInteractions();
  }

  /** @param seconds how long it ran. */
  interaction({ plugin, entry, outcome }: InteractionLabels, seconds: number): void {
    this.#interactionTimes.observe({ plugin, entry, outcome }, seconds);
  }

  job(job: string, outcome: string): void {
    this.#jobs.inc({ job, outcome });
  }

  /** @param route a path of the API, with ids or without. */
  restRequest(method: string, route: string, status: number): void {
    this.#restRequests.inc({
      method: method.toUpperCase(),
      route: routeClass(route),
      status: String(status),
    });
  }

  /** @param seconds how long it took. */
  reload(plugin: string, outcome: string, seconds: number): void {
    this.#reloads.inc({ plugin, outcome });
    this.#reloadTimes.observe({ plugin, outcome }, seconds);
  }

  /** Counts the plugins in each state whenever the metrics are read. Called once. */
  countPlugins(states: () => Iterable<string>): void {
    new Gauge({
      name: `${prefix}plugins`,
      help: 'Plugins, by state.',
      labelNames: ['state'],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const state of states()) {
          this.inc({ state });
        }
      },
    });
  }

  /** Counts the jobs, and how far the work is behind (`delay` in ms), whenever the metrics are read. Called once. */
  countJobs({ counts, delay }: JobFigures): void {
    new Gauge({
      name: `${prefix}jobs`,
      help: 'Jobs in the database, by plugin and state.',
      labelNames: ['plugin', 'state'],
      registers: [this.#registry],
      async collect() {
        const now = await counts();
        this.reset();
        for (const { plugin, state, count } of now) {
          this.set({ plugin, state }, count);
        }
      },
    });
    new Gauge({
      name: `${prefix}job_delay_seconds`,
      help: 'How long the job that is most behind has been due.',
      registers: [this.#registry],
      async collect() {
        this.set((await delay()) / 1_000);
      },
    });
  }

  /** The times know how many there were: counting once more with each interaction would cost as much again. */
  #countInteractions(): void {
    const times = this.#interactionTimes;
    new Counter({
      name: `${prefix}interactions_total`,
      help: 'Entries into plugins, by plugin, entry and outcome.',
      labelNames: ['plugin', 'entry', 'outcome'],
      registers: [this.#registry],
      async collect() {
        this.reset();
        for (const { metricName, labels, value } of (await times.get()).values) {
          if (metricName?.endsWith('_count')) {
            this.inc(labels, value);
          }
        }
      },
    });
  }

  /** In Prometheus's own text form. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

/** A path without ids, tokens and emoji: there must not be a time series for each message. It runs for every request. */
export function routeClass(route: string): string {
  if (route.startsWith('/interactions/')) {
    return '/interactions/:id/:token/callback';
  }
  const query = route.indexOf('?');
  const segments = (query < 0 ? route : route.slice(0, query)).split('/');
  for (let index = 1; index < segments.length; index += 1) {
    const before = segments[index - 1]!;
    if (before === 'reactions') {
      return [...segments.slice(0, index), ':reaction'].join('/');
    }
    if (before === 'invites') {
      segments[index] = ':code';
    } else if (before === ':id' && segments[index - 2] === 'webhooks') {
      segments[index] = ':token';
    } else if (/^\d{15,}$/.test(segments[index]!)) {
      segments[index] = ':id';
    }
  }
  return segments.join('/');
}
