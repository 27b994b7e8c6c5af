import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { chooseSetting } from './settings-screen.ts';
import { type Stage, type StageOptions, startStage } from './stage.ts';

/** What the invite of the README asks for, to write messages. */
export const mayWrite = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'UseExternalEmojis',
  'ManageMessages',
] as const;

export const seconds = (count: number) => count * 1_000;
export const minutes = (count: number) => count * 60_000;
export const days = (count: number) => count * 24 * 60 * 60_000;

/** The real bot with one feature switched on in a server that Ada owns. */
export class FeatureStage {
  readonly stage: Stage;
  readonly feature: string;
  readonly guild: SandboxGuild;
  readonly ada: Member;

  constructor(stage: Stage, feature: string) {
    this.stage = stage;
    this.feature = feature;
    this.guild = stage.guild('Test');
    this.ada = this.guild.owner;
  }

  /** Sets a channel or role, or types a number or names, on the screen of `/settings`. */
  choose(field: string, value: string | readonly string[], feature = this.feature): Promise<void> {
    return chooseSetting(this.ada, feature, field, value);
  }

  /** Moves the clock forward, in ms, and waits until the bot goes by it. */
  async advance(ms: number): Promise<void> {
    const { clock, bot } = this.stage;
    clock.advance(ms);
    const wanted = clock.now();
    await this.ada.until(async () => Date.parse((await bot.status()).time) >= wanted);
  }

  /** Stops the clock at a moment that is to come, until it is told to `resume`. */
  async freezeAt(moment: string): Promise<void> {
    this.stage.clock.freeze(Date.parse(moment));
    await this.advance(0);
  }

  /**
   * Does something while the clock stands still: Discord's three seconds do not pass, however slow the machine is.
   * What many people do at once is about who wins, not about how fast.
   */
  async atOneMoment<T>(work: () => Promise<T>): Promise<T> {
    this.stage.clock.freeze();
    await this.advance(0);
    try {
      return await work();
    } finally {
      this.stage.clock.resume();
    }
  }

  /** Waits until no job runs or is due in the server, or none of a name; for databases in which a time is a number. */
  async atRest(name = '', { id } = this.guild): Promise<void> {
    const { database, clock } = this.stage;
    const sql = `select id from host__job where guild = ? and ? in ('', name)
      and (state = 'running' or state = 'ready' and run_at <= ?)`;
    await this.ada.until(async () => (await database.rows(sql, id, name, clock.now())).length === 0);
  }

  /** Kills the bot and starts it again. */
  async crash(): Promise<void> {
    await this.stage.bot.kill9();
    await this.stage.bot.start();
  }

  /** Holds the next request of a kind. @returns `struck`, when one is held, and `letGo`. */
  hold(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', route: string) {
    const { faults } = this.stage.sandbox;
    const { promise, resolve: letGo } = Promise.withResolvers<void>();
    const id = faults.add({ kind: 'rest', method, route, hold: promise, times: 1 });
    const isHeld = () => faults.list().some((fault) => fault.id === id && fault.struck > 0);
    return { struck: () => this.ada.until(isHeld), letGo };
  }

  /** Counts the requests to the local Discord of a kind from now on. @returns how to read the count. */
  requests(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', route: string): () => number {
    const { faults } = this.stage.sandbox;
    const id = faults.add({ kind: 'rest', method, route, delay: 1 });
    return () => faults.list().find((fault) => fault.id === id)!.struck;
  }
}

export interface FeatureStageOptions extends StageOptions {
  /** What the bot may do in the server. */
  readonly permissions: NonNullable<Parameters<Stage['guild']>[1]>['permissions'];
  readonly channels: readonly string[];
  /** Roles beside `Staff`, whose members may manage messages. */
  readonly roles?: readonly string[];
}

/** Starts the bot and switches a feature on, as an administrator does; it is ready when Ada has `command`. */
export async function startFeature<T extends FeatureStage>(
  feature: string,
  command: string,
  { permissions, channels, roles = [], ...options }: FeatureStageOptions,
  make: (stage: Stage) => T,
): Promise<T> {
  const stage = await startStage({
    plugins: [feature],
    ...options,
    before: async (stage) => {
      const guild = stage.guild('Test', { owner: 'ada', permissions, channels: [...channels] });
      guild.createRole('Staff', { permissions: ['ManageMessages'] });
      for (const role of roles) {
        guild.createRole(role);
      }
      await options.before?.(stage);
    },
  });
  try {
    const made = make(stage);
    const { ada } = made;
    await ada.until(() => ada.commands().includes('/features enable'));
    await ada.slash('/features enable', { feature });
    await ada.until(() => ada.commands().includes(command));
    return made;
  } catch (error) {
    await stage.stop();
    throw error;
  }
}
