import pads from '../plugin.ts';

/** Guilds at a time: one query for each, and a moment for others between two. */
const step = 100;

/** Has everything that Discord shows of these guilds compared with what is true. */
export async function compareAll(guilds: readonly string[]): Promise<void> {
  for (let first = 0; first < guilds.length; first += step) {
    const some = guilds.slice(first, first + step);
    const { messages, sessions } = pads.parts;
    const boards = await messages.among(some);
    const inUse = await sessions.inUse(some);
    await messages.doubt([...new Set([...boards.keys(), ...inUse])]);
    await pads.host.database.transaction(async (em) => {
      for (const guild of inUse) {
        await pads.host.jobs.add(em, 'check-hosts', { guild }, { key: `hosts:${guild}` });
      }
    });
  }
}

/** Draws boards that are in the wrong channel, or that nobody has looked at for a while. */
export async function mendBoards(guilds: readonly string[]): Promise<void> {
  for (let first = 0; first < guilds.length; first += step) {
    const some = guilds.slice(first, first + step);
    const { messages } = pads.parts;
    const boards = await messages.among(some);
    for (const guild of some) {
      const board = boards.get(guild);
      const { boardChannel } = await pads.host.settings(guild);
      const moved = boardChannel !== (board?.channel ?? null);
      const stale = board && boardChannel && messages.book.isStale(board);
      if ((moved || stale) && (await pads.host.isOn(guild))) {
        await pads.host.database.transaction((em) => messages.changed(em, guild));
      }
    }
  }
}

/** Makes new boards where deleted messages of a channel were some. */
export async function replaceBoards(channel: string, deleted: readonly string[]): Promise<void> {
  const { messages } = pads.parts;
  const boards = await messages.book.among(channel, deleted);
  await messages.doubt(boards.map(({ guild }) => guild));
}
