import type { Asking } from '../roblox.ts';
import { type Ground, nowOf } from './ground.ts';

/** How long an answer may take, in ms: Discord's members look at a spinner meanwhile. */
const patience = { person: 4_000, background: 20_000 };

/** One question, which may need several requests, with the time that is left for it. */
export class Ask {
  readonly fresh: boolean;
  readonly background: boolean;
  /** How much time there was at first, in ms. */
  readonly patience: number;
  readonly #ground: Pick<Ground, 'clock'>;
  readonly #time: { readonly since: number; spent: number };

  /** @param part of another question: it takes the time of that one. */
  constructor(ground: Pick<Ground, 'clock'>, asking: Asking = {}, part?: Ask) {
    this.fresh = asking.fresh ?? false;
    this.background = asking.background ?? false;
    this.patience = asking.patience ?? (this.background ? patience.background : patience.person);
    this.#ground = ground;
    this.#time = part ? part.#time : { since: nowOf(ground), spent: 0 };
  }

  /** The time that is left, in ms. A clock that stands still makes nobody wait for ever: what was waited counts too. */
  get left(): number {
    const passed = nowOf(this.#ground) - this.#time.since;
    return Math.max(0, this.patience - Math.max(passed, this.#time.spent));
  }

  /** Counts ms that were waited. */
  spend(ms: number): void {
    this.#time.spent += ms;
  }

  /** Whatever is remembered will do for a part of this question, or will not. */
  part(fresh: boolean): Ask {
    return new Ask(this.#ground, { fresh, background: this.background, patience: this.patience }, this);
  }
}
