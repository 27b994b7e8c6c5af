/**
 * The least that a server for bots can be: it sends interactions over a WebSocket and takes callbacks over HTTP, and
 * knows nothing of Discord. What the local Discord does is measured against it, in the same run.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { ServerOrder } from './server-process.ts';

const waiting = new Map<string, () => void>();
const server = createServer((request, response) => {
  if (request.url!.endsWith('/gateway/bot')) {
    const { port } = server.address() as AddressInfo;
    response.end(JSON.stringify({ url: `ws://127.0.0.1:${port}` }));
    return;
  }
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    JSON.parse(text);
    response.writeHead(204).end();
    const id = request.url!.split('/')[4]!;
    waiting.get(id)?.();
    waiting.delete(id);
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.send('{"op":10,"d":{"heartbeat_interval":41250}}');
  socket.on('message', (raw) => {
    if (JSON.parse(raw.toString()).op === 2) socket.send('{"op":0,"s":1,"t":"READY","d":{"guilds":[]}}');
  });
});

/** Sends `count` interactions, `concurrency` at a time. @returns answers a second. */
function load(count: number, concurrency: number): Promise<number> {
  const [socket] = sockets.clients;
  const began = performance.now();
  let sent = 0;
  let answered = 0;
  return new Promise((resolve) => {
    const next = (): void => {
      const id = String(++sent);
      waiting.set(id, () => {
        answered += 1;
        if (answered === count) resolve(count / ((performance.now() - began) / 1000));
        else if (sent < count) next();
      });
      socket!.send(
        JSON.stringify({
          op: 0,
          s: sent,
          t: 'INTERACTION_CREATE',
          d: { id, token: 'token', type: 2, data: { name: 'ping' } },
        }),
      );
    };
    for (let index = 0; index < concurrency; index += 1) next();
  });
}

process.on('message', async (order: ServerOrder) => {
  if (order.load) process.send!({ perSecond: await load(order.load.count, order.load.concurrency) });
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  process.send!({ api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, tokens: ['token'] });
});
