import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import SqliteDatabase from 'better-sqlite3';
import { Client, GatewayIntentBits } from 'discord.js';
import { Client as Postgres } from 'pg';

/**
 * A bot as small as can be, which behaves towards its surroundings as the real one does: for testing the stage itself.
 * It counts its starts in its database and tells their number with `/starts`.
 */
const { DISCORD_TOKEN, DISCORD_API_URL, DATABASE_URL, STUB = '' } = process.env;

async function countStart(url: string): Promise<number> {
  const create = 'create table if not exists starts (id integer primary key)';
  const insert = 'insert into starts select coalesce(max(id), 0) + 1 from starts';
  if (url.startsWith('sqlite:')) {
    const database = new SqliteDatabase(url.slice('sqlite:'.length));
    database.exec(`${create}; ${insert}`);
    return (database.prepare('select max(id) as starts from starts').get() as { starts: number }).starts;
  }
  const database = new Postgres({ connectionString: url });
  await database.connect();
  await database.query(create);
  await database.query(insert);
  const { rows } = await database.query<{ starts: number }>('select max(id) as starts from starts');
  await database.end();
  return rows[0]!.starts;
}

if (STUB === 'fail') {
  throw new Error('the stub was told to fail');
}
const starts = await countStart(DATABASE_URL!);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL! } });
client.on('interactionCreate', async (interaction) => {
  if (interaction.isChatInputCommand()) {
    await interaction.reply(`Started ${starts} times`);
  }
});
client.on('clientReady', (ready) =>
  ready.application.commands.set([{ name: 'starts', description: 'Tells' }]),
);
const server = createServer((request, response) => {
  const ready = client.isReady() && STUB !== 'never ready';
  response.statusCode = request.url === '/ready' && !ready ? 503 : 200;
  response.end(JSON.stringify({ ready, version: '0', plugins: [] }));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ level: 30, msg: `ready soon at http://127.0.0.1:${port}` }));
});
await client.login(DISCORD_TOKEN);
process.once('SIGTERM', async () => {
  await client.destroy();
  server.close();
  server.closeAllConnections();
  console.log('ended in order');
});
