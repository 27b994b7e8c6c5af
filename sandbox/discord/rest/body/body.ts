import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DiscordError } from '../../errors.ts';
import { uploadLimits } from '../../limits.ts';
import type { Route } from '../route.ts';
import { refuseField } from './form-errors.ts';
import { readMultipart, type UploadedFile } from './multipart.ts';

/** How deep a body may nest, so that no check of it runs out of stack. */
const NESTING_LIMIT = 500;

const FORM = 'application/x-www-form-urlencoded';
const NO_FILES: readonly UploadedFile[] = [];

export interface Parsed {
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** Bodies reach the route as text, which `parseBody` reads once the caller is known; multipart as its parts. */
export function takeBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('multipart/form-data', (_request, payload, done) => {
    let size = 0;
    payload.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= uploadLimits.requestInBytes) return;
      payload.unpipe();
      done(new DiscordError(40005));
    });
    readMultipart(payload).then((parts) => done(null, parts), done);
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
}

/**
 * Reads the body that came.
 * @throws DiscordError 50109 when it is no JSON, 50035 `CONTENT_TYPE_INVALID` when it says to be something else.
 */
export function parseBody(request: FastifyRequest, route: Route): Parsed {
  const raw = request.body as string | Awaited<ReturnType<typeof readMultipart>> | undefined | null;
  if (raw === undefined || raw === null || raw === '' || (!route.body && !route.form))
    return { body: route.body || route.form ? {} : undefined, files: NO_FILES };
  const type = request.headers['content-type'] ?? '';
  if (typeof raw === 'string' && type.startsWith(FORM))
    return { body: Object.fromEntries(new URLSearchParams(raw)), files: NO_FILES };
  // A form in any other form is read as an empty one: the token endpoint then misses its grant type.
  if (route.form) return { body: {}, files: NO_FILES };
  if (typeof raw !== 'string') {
    const { payload_json: json, ...rest } = raw.fields;
    return { body: json === undefined ? rest : parseJson(json), files: raw.files };
  }
  if (!type.startsWith('application/json')) refuseContentType();
  return { body: parseJson(raw), files: NO_FILES };
}

/** @throws DiscordError 50035, always. */
export function refuseContentType(): never {
  return refuseField(
    [],
    'CONTENT_TYPE_INVALID',
    `Expected "Content-Type" header to be one of {'${FORM}', 'multipart/form-data', 'application/json'}.`,
  );
}

function parseJson(text: string): unknown {
  if (text.length > NESTING_LIMIT && nestsTooDeep(text)) throw new DiscordError(50109);
  try {
    return JSON.parse(text);
  } catch {
    throw new DiscordError(50109);
  }
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (inString) {
      if (char === BACKSLASH) index += 1;
      else if (char === QUOTE) inString = false;
    } else if (char === QUOTE) inString = true;
    else if (char === OPEN_BRACKET || char === OPEN_BRACE) {
      depth += 1;
      if (depth > NESTING_LIMIT) return true;
    } else if (char === CLOSE_BRACKET || char === CLOSE_BRACE) depth -= 1;
  }
  return false;
}

const [QUOTE, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = Array.from(
  '"\\[]{}',
  (char) => char.charCodeAt(0),
) as [number, number, number, number, number, number];
