import type { Trouble } from '../roblox.ts';
import { down } from '../trouble.ts';
import { Allowance } from './allowance.ts';
import { contentOf } from './answer.ts';
import type { Ask } from './ask.ts';
import { Breaker } from './breaker.ts';
import { errorCode } from './error-code.ts';
import { type Ground, nowOf } from './ground.ts';
import { retryAfter } from './retry-after.ts';
import { addressOf, type Service } from './services.ts';

/** One request. */
export interface Call {
  readonly service: Service;
  /** With the query. */
  readonly path: string;
  /** What is asked for, in words that may be logged. */
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes it a POST of JSON. */
  readonly json?: unknown;
  /** Makes it a POST of a form. */
  readonly form?: URLSearchParams;
  /** Asking again could do something twice. */
  readonly once?: true;
}

/** What Roblox said: yes with `value`, or no with a status of 4xx and the code of its error. */
export type Reply =
  | { readonly kind: 'yes'; readonly value: unknown }
  | { readonly kind: 'no'; readonly status: number; readonly code: number | string | undefined }
  | Trouble;

/** What one try came to: a reply, or a reason to try again. `pause` is what Roblox asks for, in ms. */
type Tried =
  | Exclude<Reply, { kind: 'down' | 'throttled' }>
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly pause?: number | undefined };

interface Line {
  readonly allowance: Allowance;
  readonly breaker: Breaker;
  csrf: string | undefined;
}

const maxTries = 4;
/** How long one try may take, in ms. */
const tryLimit = { longest: 5_000, shortest: 500 };
/** The pause after a first failure, in ms; it doubles. */
const firstPause = 250;
/** How often the same oddity is logged, in ms. */
const logPeriod = 60_000;

/** The one place where requests to Roblox are sent from. It never throws for what Roblox does. */
export class Requests {
  readonly #ground: Ground;
  readonly #lines = new Map<Service, Line>();
  readonly #logged = new Map<string, number>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Sends a call, again if need be, in the time that is left to `ask`. */
  async send(call: Call, ask: Ask): Promise<Reply> {
    const line = this.#lineOf(call.service);
    for (let tries = 1; ; tries++) {
      if (line.breaker.open) {
        return down;
      }
      const wait = await this.#turn(line, ask);
      if (wait > 0) {
        return { kind: 'throttled', retryAfter: wait };
      }
      if (!(await line.breaker.admits())) {
        return down;
      }
      const tried = await this.#attempt(line, call, ask);
      if (tried.kind === 'refused') {
        if (tries === maxTries) {
          return { kind: 'throttled', retryAfter: turnedAway(line, ask) };
        }
      } else if (tried.kind === 'failed') {
        const over = tries === maxTries || call.once || line.breaker.open;
        if (over || !(await this.#pause(tries, tried.pause, ask))) {
          return down;
        }
      } else {
        return tried;
      }
    }
  }

  /** The trouble with an answer that nobody here understands. @param where without anything that was sent. */
  changed(where: string): Extract<Trouble, { kind: 'changed' }> {
    this.#warn(`Roblox answers in a way that is not understood: ${where}`);
    return { kind: 'changed', where };
  }

  /** Waits until a call may be sent. @returns 0, or the ms to wait when that is more than the time that is left. */
  async #turn({ allowance }: Line, ask: Ask): Promise<number> {
    for (let kept = false; ; kept = !ask.background) {
      const { left } = ask;
      const wait = kept ? allowance.closed : allowance.take(ask.background, left);
      if (wait === 0) {
        return 0;
      }
      if (wait > left) {
        return allowance.turnAway(wait);
      }
      await this.#wait(wait, ask);
    }
  }

  async #pause(tries: number, asked = 0, ask: Ask): Promise<boolean> {
    const pause = Math.max(asked, firstPause * 2 ** (tries - 1) * (0.5 + this.#ground.random()));
    if (pause > ask.left) {
      return false;
    }
    await this.#wait(pause, ask);
    return true;
  }

  async #wait(ms: number, ask: Ask): Promise<void> {
    await this.#ground.sleep(ms);
    ask.spend(ms);
  }

  async #attempt(line: Line, call: Call, ask: Ask, withToken = false): Promise<Tried> {
    // Node's deadlines take whole milliseconds only; what is left after a pause is a fraction of one now and then.
    const limit = Math.ceil(Math.min(tryLimit.longest, Math.max(tryLimit.shortest, ask.left)));
    const signal = this.#ground.deadline(limit);
    try {
      const response = await this.#ground.fetch(
        addressOf(this.#ground.base, call.service, call.path),
        requestOf(call, line.csrf, signal),
      );
      const token = response.headers.get('x-csrf-token');
      if (response.status === 403 && token && !withToken) {
        line.csrf = token;
        await response.body?.cancel();
        return await this.#attempt(line, call, ask, true);
      }
      return await this.#read(line, call, response);
    } catch {
      // What is thrown may name what was sent, secrets among it.
      if (signal.aborted) {
        ask.spend(limit);
      }
      return this.#failed(line, call);
    }
  }

  async #read(line: Line, call: Call, response: Response): Promise<Tried> {
    const { status, headers } = response;
    const pause = retryAfter(headers, nowOf(this.#ground));
    line.allowance.follow(headers);
    if (status === 429) {
      await response.body?.cancel();
      line.breaker.answered();
      line.allowance.refused(pause);
      return { kind: 'refused' };
    }
    line.allowance.accepted();
    const content = await contentOf(response);
    if (status >= 500 || status === 408 || (response.ok && content.kind === 'broken')) {
      return this.#failed(line, call, pause);
    }
    line.breaker.answered();
    const value = content.kind === 'json' ? content.value : undefined;
    if (response.ok && content.kind === 'json') {
      return { kind: 'yes', value };
    }
    return status >= 400
      ? { kind: 'no', status, code: errorCode(value) }
      : this.changed(`${call.what}: status ${status} without JSON`);
  }

  #failed({ breaker }: Line, { service }: Call, pause?: number): Tried {
    if (breaker.failed()) {
      this.#warn(`Roblox (${service}) keeps failing; it is left alone for a while`);
    }
    return { kind: 'failed', pause };
  }

  #warn(message: string): void {
    const now = nowOf(this.#ground);
    const last = this.#logged.get(message);
    if (last === undefined || Math.abs(now - last) >= logPeriod) {
      this.#logged.set(message, now);
      this.#ground.log.warn(message);
    }
  }

  #lineOf(service: Service): Line {
    const known = this.#lines.get(service);
    const line = known ?? {
      allowance: new Allowance(this.#ground),
      breaker: new Breaker(this.#ground),
      csrf: undefined,
    };
    this.#lines.set(service, line);
    return line;
  }
}

function turnedAway({ allowance }: Line, { background }: Ask): number {
  return allowance.turnAway(allowance.wait(background));
}

function requestOf({ headers, json, form }: Call, csrf: string | undefined, signal: AbortSignal) {
  const body = form ?? (json === undefined ? undefined : JSON.stringify(json));
  return {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'application/json',
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(csrf !== undefined && body !== undefined && { 'x-csrf-token': csrf }),
      ...headers,
    },
    ...(body !== undefined && { body }),
    // An API key would go along to wherever an answer points.
    redirect: 'manual',
    signal,
  } satisfies RequestInit;
}
