import { notify } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { idleNotice } from '../views/sightings.ts';
import { readersIn } from './reader.ts';

/** Tells staff, or the owner where no channel takes it, of a payment that brings nothing still. */
export async function tellIdle(guild: string, id: string): Promise<void> {
  const idle = await plugin.parts.sightings.idle(guild, id);
  const owner = plugin.host.client.guilds.cache.get(guild)?.ownerId;
  if (!idle || !owner) {
    return;
  }
  const { reviewChannel } = await plugin.host.settings(guild);
  await notify(plugin.host, {
    guild,
    channels: [reviewChannel],
    user: owner,
    message: idleNotice(idle, await readersIn(guild)),
    nonce: id,
  });
}
