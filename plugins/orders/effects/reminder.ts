import { channelOf, notify } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import type { Reminder } from '../reminders.ts';
import { reminderNotice, responsibleFor } from '../views/notices.ts';
import { readersIn } from './reader.ts';
import { sentBefore } from './sent-before.ts';

/** Tells staff of a due date, once: in the order's channel, else in the order-status channel, else whoever it is for. */
export async function remindOf(reminder: Reminder): Promise<void> {
  const { host } = plugin;
  const { order, kind, at } = reminder;
  const { guild, id, dueAt } = order;
  const { statusChannel } = await host.settings(guild);
  const message = reminderNotice(reminder, await readersIn(guild));
  const channels = [order.channel, statusChannel];
  for (const name of new Set(channels)) {
    const channel = name ? await channelOf(host.client, guild, name) : 'gone';
    if (
      typeof channel !== 'string' &&
      (await sentBefore(channel, at, (one) => one.content === message.content))
    ) {
      return;
    }
  }
  const owner = host.client.guilds.cache.get(guild)?.ownerId;
  const user = responsibleFor(order) ?? owner;
  if (user) {
    // Another date is another reminder.
    const nonce = `${id.slice(4).replace('-', '')}${kind[0]}${(dueAt!.getTime() / 1000).toString(36)}`.slice(
      0,
      25,
    );
    await notify(host, { guild, channels, message, nonce, user });
  }
}
