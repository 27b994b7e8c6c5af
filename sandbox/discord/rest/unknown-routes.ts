import { type DiscordError, httpError } from '../errors.ts';
import type { Route } from './route.ts';

// A name that the compiler does not follow: the package's types are source, which it would check with ours.
const specification: string = 'discord-api-spec';

/** The paths of Discord's OpenAPI document by method. */
const { pathsList } = (await import(specification)) as { pathsList: Record<string, readonly string[]> };

/**
 * What to say to a request that no route takes.
 * @returns a function from method and path: 405 where Discord has the path but not with this method, else 501.
 */
export function unknownRoutes(routes: readonly Route[]): (method: string, path: string) => DiscordError {
  const known = [
    ...routes.map(({ method, path }) => ({ method: method as string, path: pattern(path) })),
    ...Object.entries(pathsList).flatMap(([method, paths]) =>
      paths.map((path) => ({ method: method.toUpperCase(), path: pattern(path) })),
    ),
  ];
  return (method, fullPath) => {
    const path = fullPath.replace(/^\/api(\/v\d+)?/, '').replace(/\/$/, '');
    const here = known.filter((operation) => operation.path.test(path));
    const isWrongMethod = here.length > 0 && !here.some((operation) => operation.method === method);
    return isWrongMethod ? httpError.methodNotAllowed() : httpError.notImplemented(`${method} ${fullPath}`);
  };
}

function pattern(path: string): RegExp {
  const parts = path.split('/').map((part) => (/^[:{]/.test(part) ? '[^/]+' : RegExp.escape(part)));
  return new RegExp(`^${parts.join('/')}$`);
}
