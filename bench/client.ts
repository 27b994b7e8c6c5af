/**
 * A bot without a library: a WebSocket for each shard and some HTTP connections. Answers each interaction with one callback.
 * `node bench/client.ts <api url> <token> <intents> <shards>`; it tells its parent when it has all its guilds.
 */
import { WebSocket } from 'ws';
import { CallbackSockets } from './callback-sockets.ts';

const [api, token, intents = '0', shards = '1'] = process.argv.slice(2) as [string, string, string?, string?];
const url = new URL(api);
const callbacks = new CallbackSockets(url, 64);
const body = JSON.stringify({ type: 4, data: { content: 'pong' } });

const { url: gateway } = (await (
  await fetch(`${api}/v10/gateway/bot`, { headers: { authorization: `Bot ${token}` } })
).json()) as { url: string };
const started = performance.now();
let bytes = 0;
let guilds = 0;
let shardsReady = 0;

for (let shard = 0; shard < Number(shards); shard += 1) connect(shard);

function connect(shard: number): void {
  const socket = new WebSocket(`${gateway}/?v=10&encoding=json`, { maxPayload: 0, perMessageDeflate: false });
  let waiting = 0;
  const received = (): void => {
    if (waiting > 0 || ++shardsReady < Number(shards)) return;
    process.send?.({ ready: true, ms: performance.now() - started, bytes, guilds });
  };
  socket.on('close', (code) => {
    console.error(`The gateway closed shard ${shard}: ${code}`);
    process.exit(1);
  });
  socket.on('message', (raw: Buffer) => {
    bytes += raw.length;
    const packet = JSON.parse(raw.toString());
    if (packet.op === 10) {
      setInterval(() => socket.send('{"op":1,"d":null}'), packet.d.heartbeat_interval).unref();
      const properties = { os: 'linux', browser: 'bench', device: 'bench' };
      const identify = { token, intents: Number(intents), shard: [shard, Number(shards)], properties };
      socket.send(JSON.stringify({ op: 2, d: identify }));
    } else if (packet.t === 'INTERACTION_CREATE') answer(packet.d);
    else if (packet.t === 'READY') {
      waiting = Number(intents) & 1 ? packet.d.guilds.length : 0;
      received();
    } else if (packet.t === 'GUILD_CREATE') {
      guilds += 1;
      waiting -= 1;
      received();
    }
  });
}

function answer({ id, token: key }: { id: string; token: string }): void {
  callbacks.post(`${url.pathname}/v10/interactions/${id}/${key}/callback`, body);
}

process.on('disconnect', () => process.exit(0));
