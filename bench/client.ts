/**
 * A bot without a library: one WebSocket, one HTTP pool. Answers each interaction with one callback.
 * `node bench/client.ts <api url> <token> <intents>`; it sends `{ ready: true }` to its parent when it has its guilds.
 */
import { Pool } from 'undici';
import { WebSocket } from 'ws';

const [api, token, intents = '0'] = process.argv.slice(2) as [string, string, string?];
const url = new URL(api);
const pool = new Pool(url.origin, { connections: 64 });
const body = JSON.stringify({ type: 4, data: { content: 'pong' } });
const headers = { 'content-type': 'application/json' };

const { url: gateway } = (await (
  await fetch(`${api}/v10/gateway/bot`, { headers: { authorization: `Bot ${token}` } })
).json()) as { url: string };
const socket = new WebSocket(`${gateway}/?v=10&encoding=json`, { maxPayload: 0, perMessageDeflate: false });
const started = performance.now();
let waiting = 0;
let bytes = 0;

socket.on('message', (raw: Buffer) => {
  bytes += raw.length;
  const packet = JSON.parse(raw.toString());
  if (packet.op === 10) {
    setInterval(() => socket.send('{"op":1,"d":null}'), packet.d.heartbeat_interval).unref();
    socket.send(
      JSON.stringify({
        op: 2,
        d: {
          token,
          intents: Number(intents),
          properties: { os: 'linux', browser: 'bench', device: 'bench' },
        },
      }),
    );
  } else if (packet.t === 'INTERACTION_CREATE') answer(packet.d);
  else if (packet.t === 'READY') {
    waiting = Number(intents) & 1 ? packet.d.guilds.length : 0;
    if (waiting === 0) ready();
  } else if (packet.t === 'GUILD_CREATE' && --waiting === 0) ready();
});

function answer({ id, token: key }: { id: string; token: string }): void {
  pool
    .request({
      path: `${url.pathname}/v10/interactions/${id}/${key}/callback`,
      method: 'POST',
      headers,
      body,
    })
    .then((response) => response.body.dump())
    .catch((error: Error) => console.error(error.message));
}

function ready(): void {
  process.send?.({ ready: true, ms: performance.now() - started, bytes });
}

process.on('disconnect', () => process.exit(0));
