/** A local Discord in a process of its own: `node bench/server.ts '{"checkBodies":true,"guilds":1}'`. */
import { Sandbox } from '@guildhall/sandbox';
import type { ServerOrder, ServerSettings } from './server-process.ts';

const settings = JSON.parse(process.argv[2]!) as ServerSettings;
const sandbox = await Sandbox.start({ checkBodies: settings.checkBodies });
sandbox.world.sessionStarts.maxConcurrency = settings.shards;
const bot = sandbox.createBot('Bench');
const channels = Array.from({ length: settings.channels }, (_, index) => `channel-${index}`);
const roles = Array.from({ length: settings.roles - 2 }, (_, index) => `Role ${index}`);
for (let index = 0; index < settings.guilds; index += 1)
  sandbox.createGuild(`Guild ${index}`, { owner: 'ada', bot, channels, roles });

await fetch(`${sandbox.apiUrl}/v10/applications/${bot.application.id}/commands`, {
  method: 'POST',
  headers: { authorization: `Bot ${bot.token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ name: 'ping', description: 'Answers' }),
});

process.on('message', async (order: ServerOrder) => {
  if (order.load) {
    const answer = await fetch(`${sandbox.url}/control/load`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ guild: 'Guild 0', as: 'ada', command: '/ping', ...order.load }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    process.send!(await answer.json());
  }
  if (order.memory) process.send!({ peakMegabytes: process.resourceUsage().maxRSS / 1024 });
});
process.on('disconnect', () => process.exit(0));
process.send!({ api: sandbox.apiUrl, token: bot.token });
