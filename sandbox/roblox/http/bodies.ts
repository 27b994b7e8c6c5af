import { refusal } from './errors.ts';
import type { Route } from './route.ts';

/** Reads the body that came, as the route wants it. @throws RobloxError 400 in the form of the host */
export function readBody(route: Route, raw: string, type: string): unknown {
  if (route.form) {
    const isForm = type.startsWith('application/x-www-form-urlencoded');
    return Object.fromEntries(new URLSearchParams(isForm ? raw : ''));
  }
  if (!route.body) return undefined;
  const refuse = (field: string, message: string) =>
    route.path.startsWith('/apis')
      ? refusal.cloud(400, `${field}: ${message}`)
      : refusal.problem(field, message);
  if (!/^(?:application|text)\/(?:[\w.]+\+)?json\b/.test(type))
    throw refuse('', 'A non-empty JSON request body is required.');
  let given: unknown;
  try {
    given = JSON.parse(raw);
  } catch (error) {
    throw refuse('$', (error as Error).message);
  }
  const read = route.body.safeParse(given);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw refuse(['$', ...path].join('.'), message);
}
