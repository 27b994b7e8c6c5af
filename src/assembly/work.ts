import { type Client, Events } from 'discord.js';
import { hostName } from '../admin/admin-host.ts';
import { systemClock } from '../clock/system-clock.ts';
import type { Gate } from '../gate/gate.ts';
import type { HostTask } from '../guilds/host-tasks.ts';
import type { Plugins } from '../host/plugins.ts';
import type { Job, JobOutcome } from '../jobs/job-run.ts';
import { JobRunner } from '../jobs/runner.ts';
import { Schedules } from '../jobs/schedules.ts';
import { isHere } from '../sdk/guild-channel.ts';
import type { Ground } from './ground.ts';

/** Everything that is done later or again. */
export interface Work {
  readonly runner: JobRunner;
  /** Takes over the tasks that are loaded now, and looks again at jobs that waited for their plugin. */
  changed(): void;
}

/** Most of its time a job waits for Discord, perhaps for its leave to write in a busy channel: others go on meanwhile. */
const jobsAtOnce = 50;
/** How long after somebody clicked jobs make way, in ms: the time that Discord gives for an answer. */
const hurried = 3_000;

/** Puts the jobs and schedules on the database in motion. They begin with `runner.start()`. */
export function openWork(
  { database, clock, newId, logger, metrics }: Ground,
  parts: {
    readonly client: Client;
    readonly gate: Gate;
    readonly plugins: Plugins;
    readonly own: readonly HostTask[];
  },
): Work {
  const { client, gate, plugins, own } = parts;
  const em = () => database.read();
  const ownTasks = new Map(own.map((task) => [task.name, task]));
  const execute = async ({ plugin, name, guild, payload }: Job): Promise<JobOutcome> => {
    if (plugin === hostName) {
      await ownTasks.get(name)?.run(payload);
      return 'done';
    }
    // Discord has not told of it yet, has trouble with it, or the bot was put out: it could only find nothing to do.
    if (guild !== null && !isHere(client, guild)) {
      return 'wait';
    }
    const found = plugins.task(plugin, name);
    if (!found && plugins.serving(plugin)) {
      logger.warn(`a job of ${plugin} waits: no piece in its scheduled-tasks/ is named "${name}"`);
    }
    const subject = { guild: guild ?? undefined, actor: undefined, locale: 'en-US' };
    const ran = found && (await gate.attempt(found.entry, subject, () => found.task.run(payload)));
    return ran ? 'done' : 'wait';
  };
  const schedules = new Schedules({
    em,
    clock,
    newId,
    onProblem: ({ plugin, name }, error) =>
      logger.error(`the task ${plugin}/${name} has no rhythm`, { error }),
  });
  const runner = new JobRunner({
    em,
    owner: newId(),
    clock,
    realTime: systemClock,
    random: Math.random,
    limit: jobsAtOnce,
    hurry: () => gate.sincePerson < hurried,
    schedules,
    execute,
    onEnd: ({ id, plugin, name, guild, attempt }, end) => {
      metrics.job(`${plugin}/${name}`, end);
      logger.debug(`the job ${plugin}/${name} ended: ${end}`, { id, guild, attempt });
    },
    onParked: (job, error) =>
      logger.error(`the job ${job.plugin}/${job.name} keeps failing and was laid aside`, { job, error }),
    onError: (error) => logger.error('the job runner had an error', { error }),
  });
  const changed = () => {
    const generations = plugins.generations();
    const tasks = generations.flatMap(({ plugin, tasks }) =>
      [...tasks.values()].map(({ task: { name, interval, pattern, timezone } }) => ({
        plugin,
        name,
        interval,
        pattern,
        timezone,
      })),
    );
    Promise.all([
      schedules.sync([...own, ...tasks]),
      ...generations.map(({ plugin }) => runner.resume(plugin)),
    ])
      .then(() => runner.wake())
      .catch((error: unknown) => logger.error('the tasks of the plugins were not taken over', { error }));
  };
  client.on(Events.ClientReady, changed);
  const back = ({ id }: { readonly id: string }) => {
    Promise.all(plugins.generations().map(({ plugin }) => runner.resume(plugin, id))).catch(
      (error: unknown) =>
        logger.error('the jobs of a guild that is back were not taken up', { error, guild: id }),
    );
  };
  client.on(Events.GuildAvailable, back);
  client.on(Events.GuildCreate, back);
  return { runner, changed };
}
