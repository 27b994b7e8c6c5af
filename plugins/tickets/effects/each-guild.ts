import plugin from '../plugin.ts';

/**
 * Has a task done for guilds, by a job of its own for each: trouble in one holds up no other, and what fails is tried
 * again there alone. @param guilds all, if left out; those in which the feature is off are left alone.
 */
export async function inEachGuild(
  task: string,
  guilds: Iterable<string> = plugin.host.client.guilds.cache.keys(),
): Promise<void> {
  const { database, jobs } = plugin.host;
  const on: string[] = [];
  for (const guild of guilds) {
    if (await plugin.host.isOn(guild)) {
      on.push(guild);
    }
  }
  await database.transaction(async (em) => {
    for (const guild of on) {
      await jobs.add(em, task, { guild }, { key: `${task}:${guild}` });
    }
  });
}

/** Nobody told us what happened in guilds for a while: they are compared with what we know, and asked for what we do not. */
export async function lookAnew(guilds: readonly string[]): Promise<void> {
  plugin.parts.knownCompany.forget(guilds);
  await inEachGuild('reconcile', guilds);
  await inEachGuild('check-messages', guilds);
}
