import { createHash } from 'node:crypto';
import type { RateSourceAccess } from '@guildhall/sdk';
import { toldRate } from '../payment/rate.ts';
import type { Pair } from '../payment/rates.ts';
import type { Failure, RateSaid, RateSource } from './rate-source.ts';

/** How long an answer may take to come, in ms. */
const patience = 5_000;
/** More than an answer with all coins in all currencies has, in bytes. */
const longest = 1_000_000;
/** How many requests are sent at once after each other: what is left is asked the next time. */
const requests = 40;

/** What services call coins that go by no code. */
const names: Readonly<Record<string, string>> = {
  BTC: 'bitcoin',
  LTC: 'litecoin',
  ETH: 'ethereum',
  SOL: 'solana',
  USDT: 'tether',
};

const headers = { accept: 'application/json', 'user-agent': 'Guildhall (a Discord bot)' };

/** As rates have them: programs write `6.5e4`, and more digits than any price needs. */
const digits = new Intl.NumberFormat('en-US', { useGrouping: false, maximumFractionDigits: 12 });

/** A service on the web that answers JSON, as the operator of the bot set it up. */
export class WebRates implements RateSource {
  readonly name: string;
  readonly id: string;
  readonly #access: RateSourceAccess;
  readonly #closing: AbortSignal;

  /** @param closing is aborted when nobody waits for answers any more. */
  constructor(access: RateSourceAccess, closing: AbortSignal) {
    this.#access = access;
    this.#closing = closing;
    this.name = new URL(filled(access.url, { coin: 'BTC', currency: 'USD' })).hostname.slice(0, 60);
    this.id = createHash('sha256').update(`${access.url} ${access.field}`).digest('base64url').slice(0, 16);
  }

  /** What is the same address is one request. Where nobody answers, or it wants to be left alone, no other is sent. */
  async ask(pairs: readonly Pair[]): Promise<readonly RateSaid[]> {
    const said: RateSaid[] = [];
    const asked = [...Map.groupBy(pairs, (pair) => filled(this.#access.url, pair))].slice(0, requests);
    let over: Failure | undefined;
    for (const [address, about] of asked) {
      const answer = over ?? (await this.#answerOf(address));
      if (this.#closing.aborted) {
        break;
      }
      if ('trouble' in answer && (answer.trouble === 'unreachable' || answer.trouble === 'busy')) {
        over = answer;
      }
      said.push(...about.map((pair) => ({ ...pair, ...this.#read(answer, pair) })));
    }
    return said;
  }

  #read(answer: Json | Failure, pair: Pair): { readonly price: string } | Failure {
    if ('trouble' in answer) {
      return answer;
    }
    const found = valueAt(answer.json, filled(this.#access.field, pair).split('.'));
    const rate = toldRate(numberIn(found), pair.currency);
    return rate ? { price: rate.price } : unclear(JSON.stringify(found) ?? 'no such field');
  }

  async #answerOf(address: string): Promise<Json | Failure> {
    try {
      const signal = AbortSignal.any([this.#closing, AbortSignal.timeout(patience)]);
      // Whom the operator trusts is asked, and nobody else.
      const answer = await fetch(address, { signal, headers, redirect: 'manual' });
      if (answer.status !== 200) {
        await answer.body?.cancel();
        return refusalOf(answer);
      }
      const text = await textOf(answer);
      return text === undefined ? unclear('too long') : readJson(text);
    } catch (error) {
      return { trouble: 'unreachable', detail: codeOf(error) };
    }
  }
}

interface Json {
  readonly json: unknown;
}

/** Puts a coin and a currency in the places of their names, in capital letters where those are. */
const filled = (text: string, { coin, currency }: Pair): string =>
  text.replaceAll(/\{(coin|currency|name)\}/gi, (_, place: string) => {
    const small = place.toLowerCase();
    const word = small === 'coin' ? coin : small === 'name' ? (names[coin] ?? coin) : currency;
    return place === small ? word.toLowerCase() : word.toUpperCase();
  });

/** What stands behind a path of names in JSON; those of a list are its numbers from 0. */
const valueAt = (json: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    json,
  );

/** A number that is more than 0 in digits; empty for anything else. */
function numberIn(found: unknown): string {
  const isText = typeof found === 'string' && /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(found);
  const number = isText || typeof found === 'number' ? Number(found) : 0;
  return number > 0 && Number.isFinite(number) ? digits.format(number) : '';
}

function readJson(text: string): Json | Failure {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return unclear('no JSON');
  }
}

const unclear = (found: string): Failure => ({ trouble: 'unclear', detail: found.slice(0, 60) });

/** A status that is not 200. One that says when to come again is about all that is asked. */
function refusalOf({ status, headers }: Response): Failure {
  const wait = waitOf(headers);
  const trouble = status === 429 || wait !== undefined ? 'busy' : 'refused';
  return { trouble, detail: String(status), wait };
}

/** Reads `retry-after`: seconds, or a date by the clock of whoever sent it. Source: RFC 9110, 10.2.3. @returns ms. */
function waitOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  const wait = /^\d{1,9}$/.test(text)
    ? Number(text) * 1_000
    : Date.parse(/ GMT$/.test(text) ? text : '') -
      Date.parse(headers.get('date') ?? new Date().toUTCString());
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** The text of an answer; undefined: it is too long. @throws when it breaks off. */
async function textOf({ body }: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > longest) {
      return undefined;
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Such as `ENOTFOUND` or `TimeoutError`: what is thrown may name what was sent, a key among it. */
function codeOf(error: unknown): string {
  const { cause, name } = error as { readonly cause?: { readonly code?: unknown }; readonly name?: string };
  return typeof cause?.code === 'string' ? cause.code.slice(0, 60) : (name ?? '?');
}
