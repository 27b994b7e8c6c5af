import { showLiveMessage } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { isHoused } from '../ticket-states.ts';
import { controlView } from '../views/control.ts';

/** Makes the message of a ticket show how it stands. */
export async function showControl(guild: string, id: string): Promise<void> {
  const { tickets, types, controls } = plugin.parts;
  const ticket = await tickets.find(guild, id);
  const type = ticket && (await types.find(guild, ticket.type));
  if (!ticket?.channel || !type || !isHoused(ticket.state)) {
    return;
  }
  const { t } = await plugin.host.texts.ofGuild(guild);
  await showLiveMessage({
    client: plugin.host.client,
    book: controls,
    thing: { guild, ticket: id },
    channel: ticket.channel,
    view: (mark) => controlView({ ticket, type, mark }, t),
  });
}
