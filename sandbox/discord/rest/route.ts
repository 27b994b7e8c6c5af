import type { FastifyRequest } from 'fastify';
import type { $ZodType } from 'zod/v4/core';
import type { Application, User } from '../state/types.ts';
import type { World } from '../state/world.ts';
import type { FormErrors } from './body/form-errors.ts';
import type { UploadedFile } from './body/multipart.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: a bot by its token, somebody with an OAuth2 bearer token, either of them, or anybody. */
export type Auth = 'bot' | 'bearer' | 'either' | 'none';

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** One request, as its route sees it. */
export interface Call<Params = Record<string, string>, Body = unknown> {
  readonly world: World;
  /** The caller's application. A route that anybody may call has none. */
  readonly application: Application;
  /** The account that calls: the bot, or the person whose bearer token it is. */
  readonly user: User;
  /** Scopes of a bearer token. */
  readonly scopes: readonly string[];
  readonly params: Params;
  readonly query: Record<string, string | undefined>;
  readonly body: Body;
  readonly files: readonly UploadedFile[];
  /** `X-Audit-Log-Reason`, decoded. */
  readonly reason: string | undefined;
  readonly request: FastifyRequest;
}

export interface RouteOptions<Body = unknown> {
  readonly auth?: Auth;
  /** The schema of the body, or how to choose it. Without one the route takes no body. */
  readonly body?: $ZodType<Body> | ((call: Call<Record<string, string>, unknown>) => $ZodType<Body>);
  /** What the schema does not know: adds what is wrong to `errors`, or throws where Discord has a code for it. */
  readonly rules?: (body: Body, errors: FormErrors, call: Call<Record<string, string>, Body>) => void;
  /** The schema of the answer in Discord's specification; tests check every answer against it. */
  readonly answer?: $ZodType;
  /** Whether the global limit of 50 a second leaves it out. */
  readonly exempt?: boolean;
  /** Whether the body is a form (`application/x-www-form-urlencoded`) and nothing else. */
  readonly form?: boolean;
}

export interface Route extends RouteOptions {
  readonly method: Method;
  /** The path below `/api/v10`, with `:names` as in Discord's docs. */
  readonly path: string;
  readonly handle: (call: Call<Record<string, string>, unknown>) => unknown;
}

/**
 * Declares a route. What `handle` returns is the answer: an object is 200, nothing is 204, `new Created(object)` 201.
 * Its `params` are typed by the path, its `body` by the schema.
 */
export function route<const Path extends string, Body = unknown>(
  method: Method,
  path: Path,
  options: RouteOptions<Body>,
  handle: (call: Call<Record<ParamNames<Path>, string>, Body>) => unknown,
): Route {
  return { method, path, ...options, handle: handle as Route['handle'] } as unknown as Route;
}

/** A path with its parameters' names left out, so that routes can be told apart whatever their parameters are called. */
export function routeShape(path: string): string {
  return path.replaceAll(/:[^/]+/g, ':');
}

/** An answer with another status than 200. */
export class Created {
  readonly status: number = 201;
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}
