import { parseArgs } from 'node:util';
import type { Sandbox } from './driver/sandbox.ts';
import { portBeside } from './roblox/port.ts';

const usage = `Starts a local Discord with a small sample guild, and a local Roblox.

  npm run discord [-- options]

  --port <number>    where it listens on 127.0.0.1; 4000 by default, 0 takes a free port;
                     the local Roblox is a hundred above
  --token <text>     the token of the sample bot; a new one each time by default
  --no-rate-limits   never answers 429
  --help             shows this
`;

interface Settings {
  readonly port: number;
  readonly token: string | undefined;
  readonly rateLimits: boolean;
}

/** @throws Error that says what is wrong with the arguments. */
function settings(): Settings | undefined {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      port: { type: 'string', default: process.env.PORT ?? '4000' },
      token: { type: 'string' },
      'rate-limits': { type: 'boolean', default: true },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new Error(`--port takes a number from 0 to 65535, not '${values.port}'`);
  if (values.token === '') throw new Error('--token takes a text');
  return { port, token: values.token, rateLimits: values['rate-limits'] };
}

function greeting(sandbox: Sandbox, token: string): string {
  return `The local Discord is running. Ctrl-C stops it.

  API       ${sandbox.apiUrl}
  Token     ${token}
  Control   ${sandbox.url}/control   (sandbox/README.md has an example of each call)
  Roblox    ${sandbox.roblox.url}

To connect the bot of this project, put these lines into its .env and type npm start:

  DISCORD_TOKEN=${token}
  DISCORD_API_URL=${sandbox.apiUrl}
  ROBLOX_API_URL=${sandbox.roblox.url}

Any other bot connects with discord.js as here; any library that takes another API address works the same way:

  import { Client, GatewayIntentBits } from 'discord.js';
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: '${sandbox.apiUrl}' },
  });
  await client.login('${token}');

In the guild 'Sample' are ada (the owner), sam (Staff) and carl (Customer). To see what carl sees:

  curl '${sandbox.url}/control/screen?as=carl'
`;
}

async function main(): Promise<void> {
  const chosen = settings();
  if (!chosen) return console.log(usage);
  // Loaded late: a wrong argument is answered without waiting for all of Discord's schemas.
  const { createSampleGuild, Sandbox } = await import('./index.ts');
  const { port, rateLimits } = chosen;
  const sandbox = await Sandbox.start({ port, rateLimits, roblox: { port: portBeside(port) } });
  const { bot } = createSampleGuild(sandbox, { token: chosen.token });
  console.log(greeting(sandbox, bot.token));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void sandbox.stop();
    });
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
