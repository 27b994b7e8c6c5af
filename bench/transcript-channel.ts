import { Client, Collection, type Message, PermissionsBitField, type TextChannel } from 'discord.js';
import { indexOf, pageFrom, pageSize } from './transcript-messages.ts';

/** What discord.js does not tell the world of its managers. */
interface Adding {
  _add(data: unknown, ...more: unknown[]): unknown;
}

/** A channel of discord.js with messages that need no network: each page is made when it is asked for. */
export function discordChannel(count: number): TextChannel {
  const client = new Client({ intents: [] });
  const guild = (client.guilds as unknown as Adding)._add({
    id: '100000000000000001',
    name: 'Bench',
    channels: [],
    roles: [{ id: '100000000000000001', name: '@everyone', permissions: '0', colors: {} }],
    members: [],
  });
  const channel = (client.channels as unknown as Adding)._add(
    { id: '300000000000000001', type: 0, name: 'ticket-0001', guild_id: '100000000000000001' },
    guild,
  ) as TextChannel;
  Object.defineProperty(client, 'user', { value: { id: '1' } });
  channel.permissionsFor = (() => new PermissionsBitField(PermissionsBitField.All)) as never;
  channel.fetch = async () => channel;
  const { messages } = channel;
  messages.fetch = (async ({ before }: { before?: string }) => {
    // As from the network: other things happen between two pages.
    await new Promise(setImmediate);
    const end = before === undefined ? count : indexOf(before);
    const first = Math.max(0, end - pageSize);
    const page = pageFrom(first, end).reverse();
    return new Collection(
      page.map((message) => [message.id, (messages as unknown as Adding)._add(message, false) as Message]),
    );
  }) as never;
  return channel;
}
