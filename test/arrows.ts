import { dirname, join } from 'node:path/posix';
import type { SourceFile } from './source-files.ts';

/**
 * Which rooms of `src` a room may import from, beside itself. The files that lie in `src` itself and the room `assembly`
 * wire them all, and `sdk` is open to each. The rows go from the ground up: a room imports from rows above it only, so
 * there is no circle.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  sdk: [],
  clock: [],
  env: [],
  logs: ['env'],
  texts: [],
  data: ['env'],
  config: [],
  admin: [],
  jobs: ['data', 'clock'],
  gate: ['texts', 'data', 'logs'],
  discord: ['gate', 'texts', 'data', 'logs', 'env'],
  host: ['admin', 'config', 'data', 'discord', 'env', 'gate', 'jobs', 'logs', 'texts', 'clock'],
  guilds: ['host', 'admin', 'config', 'data', 'gate', 'jobs', 'texts'],
  http: ['host', 'jobs', 'discord', 'data', 'gate', 'logs', 'env'],
};

/** One import, from a path to a path or a package. */
interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Finds the imports that go the wrong way: one sentence each. Tests may import what they need. */
export function wrongArrows(files: readonly SourceFile[]): string[] {
  return files.flatMap(arrowsOf).flatMap((arrow) => {
    const why = wrong(arrow);
    return why ? [`${arrow.from} imports ${arrow.to}: ${why}`] : [];
  });
}

/** What a file imports, types and lazy imports included. */
export function arrowsOf({ path, text }: SourceFile): Arrow[] {
  return specifiersIn(text).map((specifier) => ({ from: path, to: targetOf(path, specifier) }));
}

function specifiersIn(code: string): string[] {
  const withoutComments = code.replace(/^\s*(\/\/.*|\/?\*.*)$/gm, '');
  const found = withoutComments.matchAll(
    /(?:^|[^\w.])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*(['"])([^'"]+)\1|\bimport\(\s*(['"])([^'"]+)\3/gm,
  );
  return [...found].map((match) => match[2] ?? match[4]!);
}

/** A path from the root for a file of the project; a package by its name. */
function targetOf(path: string, specifier: string): string {
  return specifier.startsWith('.') ? join(dirname(path), specifier) : specifier;
}

function wrong({ from, to }: Arrow): string | undefined {
  const [house, room = ''] = from.split('/');
  const [toHouse, toRoom = ''] = to.split('/');
  if (house === 'plugins') {
    const own = toHouse === 'plugins' && toRoom === room;
    const foreign = houses.has(toHouse!) || (toHouse === '@guildhall' && toRoom !== 'sdk');
    return own || !foreign ? undefined : 'a plugin imports @guildhall/sdk, packages and its own files';
  }
  if (house === 'sandbox') {
    const foreign = (houses.has(toHouse!) && toHouse !== 'sandbox') || toHouse === '@guildhall';
    return foreign ? 'the sandbox knows neither the host nor a plugin' : undefined;
  }
  if (house !== 'src') {
    return undefined;
  }
  if (toHouse === 'plugins' || toHouse === 'sandbox' || to === '@guildhall/sandbox') {
    return 'the host knows neither a plugin nor the sandbox';
  }
  const wires = room === 'assembly' || /^src\/[^/]+$/.test(from);
  if (toHouse !== 'src' || wires || room === toRoom || toRoom === 'sdk') {
    return undefined;
  }
  const allowed = rooms[room];
  if (!allowed) {
    return `the room ${room} is not in the table of rooms`;
  }
  return allowed.includes(toRoom) ? undefined : `${room} may not know ${toRoom}`;
}

const houses: ReadonlySet<string> = new Set(['src', 'plugins', 'sandbox', 'test', 'bench']);
