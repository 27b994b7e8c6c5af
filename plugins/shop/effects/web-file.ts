import { lookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { get, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { Refusal } from '@guildhall/sdk';
import { isPublic } from '../catalogue/public-address.ts';

/** How long a file may take to come, in ms. */
const patience = 15_000;
/** How often an address may lead to another one. */
const turns = 3;

/** Some servers answer nobody who does not say who they are. */
const headers = { accept: 'image/*', 'user-agent': 'Guildhall (a Discord bot)' };

/** What asks an address; a test has another one. */
export type Ask = (url: URL, options: RequestOptions) => Promise<IncomingMessage>;

const ask: Ask = (url, options) =>
  new Promise((resolve, reject) => {
    get(url, options, resolve).on('error', reject);
  });

/**
 * The bytes of a file on the web. An address that leads inside, to a machine that is not everybody's, is not asked:
 * neither the one that was typed, nor one that it leads to, nor one that a name stands for at the moment of asking.
 * @param max in bytes. @throws Refusal `web-unclear`, `web-private`, `web-failed`, `file-too-large` (`max` in MB).
 */
export async function webFile(typed: string, max: number, asking: Ask = ask): Promise<Buffer> {
  const signal = AbortSignal.timeout(patience);
  let url = readAddress(typed);
  for (let turn = 0; turn <= turns; turn += 1) {
    const answer = await asking(url, { signal, lookup: publicLookup, headers }).catch((error: unknown) => {
      throw error instanceof Refusal ? error : new Refusal('web-failed', { why: codeOf(error) });
    });
    const { statusCode = 0 } = answer;
    const { location } = answer.headers;
    if (statusCode >= 300 && statusCode < 400 && location) {
      answer.destroy();
      url = readAddress(location, url);
    } else if (statusCode === 200) {
      return bytesOf(answer, max);
    } else {
      answer.destroy();
      throw new Refusal('web-failed', { why: String(statusCode) });
    }
  }
  throw new Refusal('web-failed', { why: '30x' });
}

/** @throws Refusal `web-unclear`, `web-private`. */
function readAddress(typed: string, base?: URL): URL {
  const url = URL.canParse(typed.trim(), base?.href) ? new URL(typed.trim(), base) : undefined;
  if (url?.protocol !== 'https:' || url.username || url.password) {
    throw new Refusal('web-unclear');
  }
  // A number needs no look-up.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !isPublic(host)) {
    throw new Refusal('web-private');
  }
  return url;
}

/** Finds the address of a name, where it is a public one: it is the very one that is asked then. */
const publicLookup: NonNullable<RequestOptions['lookup']> = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error) {
      done(error, '');
    } else if (found.length === 0 || !found.every(({ address }) => isPublic(address))) {
      done(new Refusal('web-private'), '');
    } else if (options.all) {
      done(null, found);
    } else {
      done(null, found[0]!.address, found[0]!.family);
    }
  });
};

async function bytesOf(answer: IncomingMessage, max: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer) {
      size += part.length;
      if (size > max) {
        throw new Refusal('file-too-large', { max: max / 1024 / 1024 });
      }
      parts.push(part);
    }
  } catch (error) {
    answer.destroy();
    throw error instanceof Refusal ? error : new Refusal('web-failed', { why: codeOf(error) });
  }
  return Buffer.concat(parts);
}

/** Such as `ENOTFOUND` or `TimeoutError`. */
function codeOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: string };
  return typeof code === 'string' ? code : (name ?? '?');
}
