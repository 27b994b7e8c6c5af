import type { z } from 'zod';
import type { Verbs } from '../control/verbs.ts';

/** A refused control call: the server's own words, and its status. */
export class RemoteRefusal extends Error {
  readonly status: number;
  /** The field that has the wrong shape, like `body.channel`. */
  readonly field: string | undefined;

  constructor(status: number, { error, field }: { error: string; field?: string }) {
    super(error);
    this.name = 'RemoteRefusal';
    this.status = status;
    this.field = field;
  }
}

type Input<Name extends keyof Verbs> = z.input<Verbs[Name]['input']>;
type Output<Name extends keyof Verbs> = Awaited<ReturnType<Verbs[Name]['handle']>>;

/** What `controlVerbs` tells of a verb: enough to call it. */
interface Address {
  readonly method: string;
  readonly path: string;
}

/**
 * The control API of a local Discord in another process: the verbs of the table, by name.
 *
 * ```ts
 * const remote = await RemoteSandbox.connect('http://127.0.0.1:4000');
 * const reply = await remote.call('slash', { as: 'carl', command: '/ticket create', options: { subject: 'Help' } });
 * ```
 */
export class RemoteSandbox {
  readonly url: string;
  readonly #verbs: Readonly<Record<string, Address>>;

  private constructor(url: string, verbs: Readonly<Record<string, Address>>) {
    this.url = url;
    this.#verbs = verbs;
  }

  /** @throws Error when nothing answers there. */
  static async connect(url: string): Promise<RemoteSandbox> {
    const response = await fetch(`${url}/control`);
    return new RemoteSandbox(url, ((await response.json()) as { verbs: Record<string, Address> }).verbs);
  }

  /** Does what a verb says. @throws RemoteRefusal */
  async call<Name extends keyof Verbs>(
    name: Name,
    ...[input]: Record<string, never> extends Input<Name> ? [input?: Input<Name>] : [input: Input<Name>]
  ): Promise<Output<Name>> {
    const { method, path } = this.#verbs[name]!;
    const given = Object.entries(input ?? {}).filter(([, value]) => value !== undefined);
    const post = method === 'POST';
    const query = new URLSearchParams(
      post ? [] : given.map(([key, value]): [string, string] => [key, String(value)]),
    );
    const response = await fetch(`${this.url}/control${path}?${query}`, {
      method,
      ...(post && { body: JSON.stringify(Object.fromEntries(given)) }),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new RemoteRefusal(response.status, answer);
    return answer as Output<Name>;
  }
}
