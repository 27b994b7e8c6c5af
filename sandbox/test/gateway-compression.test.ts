import { constants, createInflate, createZstdDecompress, inflateSync } from 'node:zlib';
import { GatewayIntentBits as I } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createMessage } from '../discord/state/messages.ts';
import { GatewayClient, type Packet } from './gateway-client.ts';
import { setStage, startDiscord } from './stage.ts';

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startDiscord();
});
afterAll(() => discord.stop());

/** Reads a compressed connection with one context, message by message, as a client library does. */
function decompressed(client: GatewayClient, name: 'zlib-stream' | 'zstd-stream'): void {
  const stream =
    name === 'zlib-stream'
      ? createInflate({ finishFlush: constants.Z_SYNC_FLUSH })
      : createZstdDecompress({ finishFlush: constants.ZSTD_e_flush });
  let text: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => text.push(chunk));
  client.socket.on('message', (raw: Buffer, isBinary) => {
    expect(isBinary).toBe(true);
    if (name === 'zlib-stream') expect(raw.subarray(-4).toString('hex')).toBe('0000ffff');
    stream.write(raw, () => {
      stream.read();
      client.take(Buffer.concat(text).toString());
      text = [];
    });
  });
}

test.each(['zlib-stream', 'zstd-stream'] as const)(
  '%s: one context for the connection, one message a packet, in order, small and large',
  async (name) => {
    const { application, general, owner, world } = setStage(discord);
    const client = new GatewayClient(discord, `v=10&encoding=json&compress=${name}`);
    decompressed(client, name);
    await client.op(10);
    client.identify(application, { intents: I.GuildMessages | I.MessageContent });
    await client.event('READY');
    const contents = Array.from(
      { length: 200 },
      (_, index) => `${index} ${'é'.repeat(index % 40 ? 3 : 200_000)}`,
    );
    for (const content of contents) createMessage(world, general, { author: owner, content });
    await client.settle();
    expect(client.dataOf('MESSAGE_CREATE').map(({ content }) => content)).toEqual(contents);
    expect(client.packets.flatMap(({ s }) => s ?? [])).toEqual(
      Array.from({ length: 201 }, (_, index) => index + 1),
    );
    // Hello, READY, the messages, the acknowledgement.
    expect(client.messages).toHaveLength(203);
  },
);

test.each(['zlib-stream', 'zstd-stream'] as const)('%s: a resume has a context of its own', async (name) => {
  const { application, general, owner, world } = setStage(discord);
  const first = await GatewayClient.login(discord, application, { intents: I.GuildMessages });
  await first.drop();
  createMessage(world, general, { author: owner });
  const second = new GatewayClient(discord, `v=10&encoding=json&compress=${name}`);
  decompressed(second, name);
  second.socket.once('open', () => second.resume(application, first.dataOf('READY')[0].session_id, 1));
  await second.event('RESUMED');
  expect(second.events).toEqual(['MESSAGE_CREATE', 'RESUMED']);
});

test('payload compression: a large packet comes as zlib of its own, a small one as text', async () => {
  const { application } = setStage(discord);
  const client = await GatewayClient.connect(discord);
  const compressed: Packet[] = [];
  client.socket.on('message', (raw: Buffer, isBinary) => {
    if (isBinary) compressed.push(JSON.parse(inflateSync(raw).toString()));
    if (isBinary) client.take(inflateSync(raw).toString());
  });
  client.identify(application, { more: { compress: true } });
  await client.event('GUILD_CREATE');
  await client.settle();
  expect(compressed.map(({ t }) => t)).toContain('GUILD_CREATE');
  expect(client.packets.map(({ t, op }) => t ?? op)).toEqual([10, 'READY', 'GUILD_CREATE', 11]);
});
