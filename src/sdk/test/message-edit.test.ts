import { Sandbox } from '@guildhall/sandbox';
import { AttachmentBuilder, Client, GatewayIntentBits } from 'discord.js';
import { expect, test } from 'vitest';
import { editMessage } from '../message-edit.ts';
import { panel, text } from '../panel.ts';

test('an edited message shows the new view and nothing else: what that leaves out is taken off, files too', async ({
  onTestFinished,
}) => {
  const sandbox = await Sandbox.start();
  onTestFinished(() => sandbox.stop());
  const bot = sandbox.createBot('Guildhall');
  const server = sandbox.createGuild('Test', { owner: 'ada', bot, channels: ['news'] });
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } });
  onTestFinished(() => client.destroy());
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(bot.token);
  await ready;
  const channel = await client.channels.fetch(server.channel('news').id);
  const file = (name: string) => new AttachmentBuilder(Buffer.from(name), { name });
  const sent = await (channel?.isSendable() ? channel : undefined)!.send({
    content: 'old',
    embeds: [{ title: 'Old title' }],
    files: [file('old.txt')],
  });
  const place = { guild: server.id, channel: sent.channelId, message: sent.id };
  const seen = () => server.owner.sees('news').last!;
  const files = () => seen().attachments.map(({ name }) => name);

  await editMessage(client, place, { content: 'new', files: [file('new.txt')] });
  expect(files()).toEqual(['new.txt']);
  expect(seen().text).not.toContain('Old title');

  await editMessage(client, place, { embeds: [{ title: 'New title' }] });
  expect(files()).toEqual([]);
  expect(seen().text).not.toContain('new');
  expect(seen().text).toContain('New title');

  await editMessage(client, place, panel([text('A panel')]));
  expect(seen().text).toBe('A panel');
});
