import type { Clock } from '../discord/clock.ts';
import { LocalRoblox, type RobloxOptions } from '../roblox/server.ts';
import { frozenClock } from './stage.ts';

export interface RobloxAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came.
  readonly body: any;
}

/** A local Roblox whose own answers are checked, with a clock that stands still, and the means to send requests. */
export class RobloxStage {
  readonly roblox: LocalRoblox;

  constructor(roblox: LocalRoblox) {
    this.roblox = roblox;
  }

  static async start(options: RobloxOptions = {}): Promise<RobloxStage> {
    return new RobloxStage(await LocalRoblox.start({ clock: frozenClock(), checkAnswers: true, ...options }));
  }

  get clock(): Clock {
    return this.roblox.clock;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<RobloxAnswer> {
    return this.#send(path, { headers });
  }

  /** Sends JSON. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<RobloxAnswer> {
    return this.#send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Sends a form. */
  submit(
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<RobloxAnswer> {
    return this.#send(path, { method: 'POST', headers, body: new URLSearchParams(form) });
  }

  async #send(path: string, init: RequestInit): Promise<RobloxAnswer> {
    const response = await fetch(this.roblox.url + path, { redirect: 'manual', ...init });
    const text = await response.text();
    const isJson = /^application\/(?:problem\+)?json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
    };
  }
}
