import plugin from '../plugin.ts';

/** What is compared after Discord may have changed unseen, and what is tried again once in a while: jobs by their names. */
const unseen = ['check-roles', 'walk-log', 'check-cards'];
const regular = ['settle-roles', 'check-log', 'check-cards'];
const messages = ['check-log', 'check-cards'];

/** Has what follows from the settings of a guild looked at, once somebody has changed them. */
export const doubtSettings = (guild: string): Promise<void> => addEach([guild], [...unseen, 'check-desk']);

/** Has what Discord shows of these guilds compared with what is true: much may have been missed. */
export const doubt = (guilds: Iterable<string>): Promise<void> => addEach(guilds, unseen);

/** The same for all guilds. */
export const doubtAll = (): Promise<void> => doubt(everywhere());

/** Has the messages of a guild looked at: those of one channel are gone, or can be written now. */
export const doubtMessages = (guild: string): Promise<void> => addEach([guild], messages);

/** Tries again what could not be done in all guilds: not every change is told. */
export const retryAll = (): Promise<void> => addEach(everywhere(), regular);

/** Tries again to give the roles of a guild that could not be given. */
export const retryRoles = (guild: string): Promise<void> => addEach([guild], ['settle-roles']);

const everywhere = () => plugin.host.client.guilds.cache.keys();

async function addEach(guilds: Iterable<string>, names: readonly string[]): Promise<void> {
  const on: string[] = [];
  for (const guild of guilds) {
    if (await plugin.host.isOn(guild)) {
      on.push(guild);
    }
  }
  const { database, jobs } = plugin.host;
  await database.transaction(async (em) => {
    for (const guild of on) {
      for (const name of names) {
        await jobs.add(em, name, { guild }, { key: `${name}:${guild}` });
      }
    }
  });
}
