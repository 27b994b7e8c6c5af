import { isHere, missingMessages } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { isHoused } from '../ticket/ticket-states.ts';

/** Makes messages of tickets anew that were deleted while nobody looked. It asks Discord once for each ticket. */
export async function checkMessages(guild: string): Promise<void> {
  const { client } = plugin.host;
  if (!isHere(client, guild)) {
    // It is looked at again when Discord tells us of it.
    return;
  }
  const { census, messages } = plugin.parts;
  for await (const housings of census.of(guild)) {
    const housed = housings.filter(({ ticket }) => ticket.channel && isHoused(ticket.state));
    const standing = await messages.of(
      guild,
      housed.map(({ ticket }) => ticket.id),
    );
    for (const { again } of await missingMessages(client, guild, standing)) {
      await again();
    }
  }
}
