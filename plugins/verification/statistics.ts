import { after, type Context, day } from './context.ts';
import { Happening, type HappeningKind } from './entities/happening.ts';
import { Link, type Proof } from './entities/link.ts';
import { Pending } from './entities/pending.ts';

/** How a guild stands. */
export interface Totals {
  readonly links: number;
  readonly byProof: Readonly<Record<Proof, number>>;
  readonly pending: number;
  readonly days: number;
  /** What happened in the last `days`. */
  readonly recent: Readonly<Record<'linked' | 'unlinked' | 'moved-here', number>>;
  /** All links that were ever made. */
  readonly ever: number;
}

/** Counts links and what happened to them. People who were forgotten count too. */
export class Statistics {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  async of(guild: string, days: number): Promise<Totals> {
    const em = this.#context.database.read();
    const now = this.#context.clock.now();
    const proof = (how: Proof) => em.count(Link, { guild, how });
    const recent = (kind: HappeningKind) =>
      em.count(Happening, { guild, kind, at: { $gte: after(now, -days * day) } });
    return {
      links: await em.count(Link, { guild }),
      byProof: { code: await proof('code'), oauth: await proof('oauth'), staff: await proof('staff') },
      pending: await em.count(Pending, { guild, expiresAt: { $gt: now } }),
      days,
      recent: {
        linked: await recent('linked'),
        unlinked: await recent('unlinked'),
        'moved-here': await recent('moved-here'),
      },
      ever: await em.count(Happening, { guild, kind: 'linked' }),
    };
  }
}
