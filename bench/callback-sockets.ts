import { connect, type Socket } from 'node:net';

/** Posts bodies over kept-alive connections, one request at a time on each: as little as a client can cost. */
export class CallbackSockets {
  readonly #host: string;
  readonly #port: number;
  readonly #free: Socket[] = [];
  readonly #waiting: string[] = [];
  #left: number;

  /** @param url where the server is. @param most how many connections there may be. */
  constructor(url: URL, most: number) {
    this.#host = url.hostname;
    this.#port = Number(url.port);
    this.#left = most;
  }

  /** Sends a body of JSON in ASCII. Anything but a 204 ends the process. */
  post(path: string, body: string): void {
    const request = `POST ${path} HTTP/1.1\r\nhost: ${this.#host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    const socket = this.#free.pop() ?? (this.#left > 0 ? this.#open() : undefined);
    if (socket) socket.write(request, 'latin1');
    else this.#waiting.push(request);
  }

  #open(): Socket {
    this.#left -= 1;
    const socket = connect(this.#port, this.#host);
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    let received = '';
    socket.on('data', (text: string) => {
      received += text;
      if (!received.endsWith('\r\n\r\n')) return;
      if (!received.startsWith('HTTP/1.1 204')) {
        console.error(received);
        process.exit(1);
      }
      received = '';
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(socket);
      else socket.write(next, 'latin1');
    });
    return socket;
  }
}
