import plugin from '../plugin.ts';

/** Has what Discord shows of these guilds compared with what is true: something may have been missed. */
export async function compare(guilds: Iterable<string>): Promise<void> {
  const on: string[] = [];
  for (const guild of guilds) {
    if (await plugin.host.isOn(guild)) {
      on.push(guild);
    }
  }
  await plugin.host.database.transaction(async (em) => {
    for (const guild of on) {
      await plugin.host.jobs.add(em, 'check-status', { guild }, { key: `check:${guild}` });
    }
  });
}

/** The same for all guilds. */
export const compareAll = () => compare(plugin.host.client.guilds.cache.keys());
