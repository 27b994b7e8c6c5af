import { unlessFailed } from '@guildhall/sdk';
import type { GuildTextBasedChannel, Message } from 'discord.js';
import plugin from '../plugin.ts';

/** A run that begins so long after the moment that it is for may be a second try, in ms. */
const late = 5_000;

/**
 * A message of ours that an earlier run of a job sent and could not write down: the process ended at that moment. The
 * nonce alone does not help, for Discord knows it for some minutes only.
 * @param moment for which the job runs. @param isIt tells the message from others.
 */
export async function sentBefore(
  channel: GuildTextBasedChannel,
  moment: Date,
  isIt: (message: Message) => boolean,
): Promise<Message | undefined> {
  const { clock, client } = plugin.host;
  if (clock.now().getTime() - moment.getTime() < late) {
    return undefined;
  }
  let found: Message | undefined;
  await unlessFailed(
    (async () => {
      const latest = await channel.messages.fetch({ limit: 100, cache: false });
      found = latest.find((message) => message.author.id === client.user.id && isIt(message));
    })(),
  );
  return found;
}
