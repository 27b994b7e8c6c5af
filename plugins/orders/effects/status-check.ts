import { isHere, missingMessages } from '@guildhall/sdk';
import plugin from '../plugin.ts';

/** Makes the status messages of a guild anew that were deleted, or should have been moved, while nobody looked. */
export async function checkStatusMessages(guild: string): Promise<void> {
  const { client } = plugin.host;
  if (!isHere(client, guild)) {
    return;
  }
  const { status } = plugin.parts;
  const { rows, inPlace } = await status.standing(guild);
  if (!inPlace) {
    await plugin.host.database.transaction((em) => status.guildChanged(em, guild));
  }
  await status.missing(await missingMessages(client, guild, rows));
}
