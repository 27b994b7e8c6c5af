import { type Client, Events } from 'discord.js';

/** How many deleted channels are remembered: late answers come within seconds. */
const remembered = 1_000;

/**
 * discord.js takes a channel into its memory again when the answer to a request about it comes after the news that it was
 * deleted, and then shows it for as long as the bot runs. Here a channel or thread that was deleted stays away.
 */
export function keepDeletedAway(client: Client): void {
  const deleted = new Set<string>();
  const forget = ({ id }: { readonly id: string }) => {
    if (deleted.size >= remembered) {
      deleted.delete(deleted.values().next().value!);
    }
    deleted.add(id);
  };
  client.on(Events.ChannelDelete, forget);
  client.on(Events.ThreadDelete, forget);
  const channels = client.channels as unknown as { _add(data: { id: string }, ...rest: unknown[]): unknown };
  const add = channels._add;
  if (typeof add !== 'function') {
    throw new Error('discord.js takes channels into its memory elsewhere now');
  }
  channels._add = (data, ...rest) => (deleted.has(data.id) ? null : add.call(channels, data, ...rest));
}
