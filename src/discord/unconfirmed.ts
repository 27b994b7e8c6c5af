import type { RESTOptions } from 'discord.js';

type MakeRequest = RESTOptions['makeRequest'];

/** Paths at which each POST makes one thing more, and for which Discord takes no nonce: channels and threads. */
const makers = /\/(guilds\/\d+\/channels|channels\/\d+(\/messages\/\d+)?\/threads)$/;

/** Discord did not say whether it made what was asked for: look before you ask again. */
export class Unconfirmed extends Error {
  /** What Discord answered, if it did. */
  readonly status: number | undefined;

  constructor(path: string, { status, cause }: { status?: number; cause?: unknown }) {
    super(`Discord did not confirm POST ${path}${status ? `: it answered ${status}` : ''}`, { cause });
    this.name = 'Unconfirmed';
    this.status = status;
  }
}

/**
 * discord.js sends a request again to which Discord answered 5xx or nothing: it may have had its effect all the same.
 * What would make two channels or threads is sent once here.
 * @returns what sends a request; it throws {@link Unconfirmed} in place of what discord.js would take for a reason to
 * send it again.
 */
export function onceOnly(makeRequest: MakeRequest): MakeRequest {
  return async (url, init) => {
    const { pathname } = new URL(url);
    if (init.method !== 'POST' || !makers.test(pathname)) {
      return makeRequest(url, init);
    }
    const response = await makeRequest(url, init).catch((cause: unknown) => {
      throw new Unconfirmed(pathname, { cause });
    });
    if (response.status >= 500) {
      await response.text().catch(() => {});
      throw new Unconfirmed(pathname, { status: response.status });
    }
    return response;
  };
}
