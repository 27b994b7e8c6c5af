import type { ZodType } from 'zod';
import type { RobloxWorld } from '../state/world.ts';
import type { RateLimit } from './rate-limits.ts';

/** One request, as its route sees it. */
export interface Call<Body = unknown> {
  readonly world: RobloxWorld;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  readonly authorization: string | undefined;
}

export interface RouteOptions<Body = unknown> {
  /** The shape of a JSON body. */
  readonly body?: ZodType<Body>;
  /** Whether the body is a form. */
  readonly form?: true;
  /** Whether an API key of Open Cloud, or an access token, is needed. */
  readonly needsKey?: true;
  /** The published limit of the route, for each key. */
  readonly limit?: RateLimit;
}

export interface Route extends RouteOptions {
  readonly method: 'GET' | 'POST';
  /** With the host first and `:names` for what varies; a verb of Open Cloud may follow one, like `:user_id:check`. */
  readonly path: string;
  readonly pattern: RegExp;
  readonly handle: (call: Call) => unknown;
}

/** Declares a route. What `handle` returns is answered as JSON; `Sent` is answered as it is. */
export function route<Body = unknown>(
  method: Route['method'],
  path: string,
  options: RouteOptions<Body>,
  handle: (call: Call<Body>) => unknown,
): Route {
  const parts = path.split('/').map((part) => {
    const [, name, verb] = /^:(\w+)(.*)$/.exec(part) ?? [];
    return name === undefined ? RegExp.escape(part) : `(?<${name}>[^/:]+)${RegExp.escape(verb!)}`;
  });
  const pattern = new RegExp(`^${parts.join('/')}$`);
  return { method, path, pattern, ...options, handle: handle as Route['handle'] } as Route;
}

/** An answer that is no JSON object with the status 200. */
export class Sent {
  readonly status: number;
  readonly type: string;
  readonly content: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    type: string,
    content: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.status = status;
    this.type = type;
    this.content = content;
    this.headers = headers;
  }
}
