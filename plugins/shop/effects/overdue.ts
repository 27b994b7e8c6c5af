import { notify } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { overdueNotice } from '../views/notices.ts';
import { readersIn } from './reader.ts';

/** Reminds staff, or the owner where no channel takes it, of orders that wait for them. @param at tells one reminder from others. */
export async function tellOverdue(guild: string, at: Date): Promise<void> {
  const overdue = await plugin.parts.reminders.overdue(guild);
  const owner = plugin.host.client.guilds.cache.get(guild)?.ownerId;
  if (overdue.count === 0 || !owner) {
    return;
  }
  const { reviewChannel } = await plugin.host.settings(guild);
  await notify(plugin.host, {
    guild,
    channels: [reviewChannel],
    user: owner,
    message: overdueNotice(overdue, await readersIn(guild)),
    nonce: `overdue${at.getTime()}`,
  });
}
