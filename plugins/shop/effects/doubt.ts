import plugin from '../plugin.ts';

/** Has what Discord shows of these guilds compared with what is true: something may have been missed. */
export async function doubt(guilds: Iterable<string>): Promise<void> {
  const on: string[] = [];
  for (const guild of guilds) {
    if (await plugin.host.isOn(guild)) {
      on.push(guild);
    }
  }
  const { database, jobs } = plugin.host;
  await database.transaction(async (em) => {
    for (const guild of on) {
      await jobs.add(em, 'check-roles', { guild }, { key: `check-roles:${guild}` });
      await jobs.add(em, 'check-log', { guild }, { key: `check-log:${guild}` });
    }
  });
}

/** The same for all guilds. */
export const doubtAll = () => doubt(plugin.host.client.guilds.cache.keys());
