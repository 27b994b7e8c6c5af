/** A local Discord in a process of its own: `node bench/server.ts '{"checkBodies":true,"bots":["Bench"],"guilds":1}'`. */
import { Sandbox } from '@guildhall/sandbox';
import type { ServerOrder, ServerSettings } from './server-process.ts';

const settings = JSON.parse(process.argv[2]!) as ServerSettings;
const sandbox = await Sandbox.start({
  checkBodies: settings.checkBodies,
  identifyInterval: 0,
  ...(settings.answerIn !== undefined && { answerIn: settings.answerIn }),
});
sandbox.world.sessionStarts.maxConcurrency = settings.shards;
// Without them every bot asks for the same: Guildhall would read messages too where it may.
const bots = settings.bots.map((name) => sandbox.createBot(name, { privilegedIntents: 0 }));
const channels = Array.from({ length: settings.channels }, (_, index) => `channel-${index}`);
const roles = Array.from({ length: settings.roles - 2 }, (_, index) => `Role ${index}`);
for (const bot of bots) {
  for (let index = 0; index < settings.guilds; index += 1)
    sandbox.createGuild(`${bot.name} ${index}`, { owner: 'ada', bot, channels, roles });
  if (settings.command !== undefined)
    await fetch(`${sandbox.apiUrl}/v10/applications/${bot.application.id}/commands`, {
      method: 'POST',
      headers: { authorization: `Bot ${bot.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: settings.command, description: 'Answers' }),
    });
}

async function load({ bot, command, ...plan }: NonNullable<ServerOrder['load']>): Promise<unknown> {
  const answer = await fetch(`${sandbox.url}/control/load`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ guild: `${bot} 0`, as: 'ada', command: `/${command}`, ...plan }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

async function offered({ bot, command }: NonNullable<ServerOrder['offered']>): Promise<void> {
  const { owner } = sandbox.guild(`${bot} 0`);
  await owner.until(() => owner.commands().includes(`/${command}`), { timeout: 20_000 });
}

process.on('message', async (order: ServerOrder) => {
  if (order.load) process.send!(await load(order.load));
  if (order.offered) process.send!(await offered(order.offered).then(() => ({})));
  if (order.guilds) process.send!([...sandbox.world.guilds.keys()]);
  if (order.memory) process.send!({ peakMegabytes: process.resourceUsage().maxRSS / 1024 });
});
process.on('disconnect', () => process.exit(0));
process.send!({ api: sandbox.apiUrl, tokens: bots.map(({ token }) => token) });
