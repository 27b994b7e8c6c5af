import { arrivals } from '../ticket-states.ts';
import { channel, eve, type Ground, guild } from './ground.ts';

let rooms = 0n;

/** Discord becomes as the row of a ticket says, as the job does it. */
export async function settle({ tickets }: Pick<Ground, 'tickets'>, id: string): Promise<void> {
  for (let ticket = await tickets.find(guild, id); ticket; ticket = await tickets.find(guild, id)) {
    const next = arrivals[ticket.state];
    if (!next) {
      return;
    }
    if (ticket.state === 'provisioning' && !ticket.channel) {
      rooms += 1n;
      ticket = await tickets.housed(ticket, String(BigInt(channel) + rooms));
    }
    await tickets.arrived(ticket, next);
  }
}

/** An open ticket, of a type of its own where none is named. @returns its id. */
export async function opened(ground: Ground, creator: string = eve, type?: string): Promise<string> {
  const { id } = (await ground.click(type ?? (await ground.addType()).id, creator)).unwrap();
  await settle(ground, id);
  return id;
}
