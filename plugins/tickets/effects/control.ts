import { showLiveMessage } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { isHoused } from '../ticket/ticket-states.ts';
import { controlView } from '../views/control.ts';
import { wakeRoom } from './room.ts';
import { welcomeOf } from './welcome.ts';

/** Makes the message of a ticket show how it stands. */
export async function showControl(guild: string, id: string): Promise<void> {
  const { tickets, types, controls, census, labels: book } = plugin.parts;
  const ticket = await tickets.find(guild, id);
  const type = ticket && (await types.find(guild, ticket.type));
  if (!ticket?.channel || !type || !isHoused(ticket.state)) {
    return;
  }
  const { t } = await plugin.host.texts.ofGuild(guild);
  const here = plugin.host.client.guilds.cache.get(guild);
  if (here) {
    await wakeRoom(here, ticket);
  }
  const labels = (await book.on([id])).get(id) ?? [];
  const welcome = await welcomeOf(ticket, type);
  const before = (await controls.of({ guild, ticket: id }))?.message;
  await showLiveMessage({
    client: plugin.host.client,
    book: controls,
    thing: { guild, ticket: id },
    channel: ticket.channel,
    view: (mark) => controlView({ ticket, type: { ...type, welcome }, labels, mark }, t),
  });
  if (ticket.threadIn && !before) {
    // The message has mentioned the roles of staff: whoever it did not bring into the thread is let in.
    await census.doubt([ticket]);
  }
}
