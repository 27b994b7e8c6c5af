import { notify } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { unplacedNotice } from '../views/sightings.ts';
import { readersIn } from './reader.ts';

/** Tells staff, or the owner where no channel takes it, of a payment that still belongs to no order. */
export async function tellUnplaced(guild: string, id: string): Promise<void> {
  const sighting = await plugin.parts.sightings.unplaced(guild, id);
  const owner = plugin.host.client.guilds.cache.get(guild)?.ownerId;
  if (!sighting || !owner) {
    return;
  }
  const { reviewChannel } = await plugin.host.settings(guild);
  await notify(plugin.host, {
    guild,
    channels: [reviewChannel],
    user: owner,
    message: unplacedNotice(sighting, await readersIn(guild)),
    nonce: id,
  });
}
