import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Came {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Says {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when it is a text, else as JSON. */
  readonly body?: unknown;
  /** `half`: the body breaks off. `nothing`: the connection is closed. `silence`: nothing ever comes. */
  readonly fails?: 'half' | 'nothing' | 'silence';
}

export type Answer = Says | ((came: Came) => Says);

/** A web server on this machine that says what the test wants. */
export class Web {
  readonly base: URL;
  /** What was asked, in order. */
  readonly came: Came[] = [];
  readonly #server: ReturnType<typeof createServer>;
  readonly #answers = new Map<string, Answer[]>();

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.base = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  static async start(): Promise<Web> {
    const server = createServer((request, response) => void web.#serve(request, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const web = new Web(server);
    return web;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** Says this on a path, one after the other; the last one again and again. */
  on(path: string, ...answers: Answer[]): void {
    this.#answers.set(path, answers);
  }

  /** Forgets what to say, and what came. */
  clear(): void {
    this.#answers.clear();
    this.came.splice(0);
  }

  /** How often a path was asked for. */
  times(path: string): number {
    return this.came.filter((came) => came.path.split('?')[0] === path).length;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Uint8Array);
    }
    const came: Came = {
      method: request.method!,
      path: request.url!,
      headers: request.headers as Came['headers'],
      body: Buffer.concat(chunks).toString(),
    };
    this.came.push(came);
    const answers = this.#answers.get(came.path.split('?')[0]!) ?? [{ status: 501, body: 'not scripted' }];
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    say(response, typeof answer === 'function' ? answer(came) : answer);
  }
}

function say(response: ServerResponse, { status = 200, headers = {}, body = '', fails }: Says): void {
  if (fails === 'silence') {
    return;
  }
  if (fails === 'nothing') {
    response.destroy();
    return;
  }
  const isText = typeof body === 'string';
  const bytes = Buffer.from(isText ? body : JSON.stringify(body));
  response.writeHead(status, {
    'content-type': isText ? 'text/html' : 'application/json; charset=utf-8',
    'content-length': bytes.length,
    ...headers,
  });
  if (fails === 'half') {
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  } else {
    response.end(bytes);
  }
}
