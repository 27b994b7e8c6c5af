import { eve, type Ground, guild } from './ground.ts';
import { Fuse } from './machine/fuse.ts';
import { RoomSite, Rooms } from './machine/rooms.ts';
import { settlingOf } from './machine/settling.ts';

type Opening = Pick<Ground, 'tickets' | 'addType' | 'click'>;

const rooms = new Rooms();

/** Discord becomes as the row of a ticket says. */
export async function settle({ tickets }: Pick<Ground, 'tickets'>, id: string): Promise<void> {
  await settlingOf(tickets).settle(guild, id, () => new RoomSite(rooms, new Fuse()));
}

/** An open ticket, of a type of its own where none is named. @returns its id. */
export async function opened(ground: Opening, creator: string = eve, type?: string): Promise<string> {
  const { id } = (await ground.click(type ?? (await ground.addType()).id, creator)).unwrap();
  await settle(ground, id);
  return id;
}
