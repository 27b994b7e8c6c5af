/** An event as it was sent, its number apart from its data, so that sessions share the text of the data. */
export interface SentEvent {
  readonly seq: number;
  readonly event: string;
  /** JSON text. */
  readonly data: string;
}

/** How much is kept of what the client has not acknowledged by a heartbeat, in bytes. */
const UNSEEN_LIMIT = 64 * 1024 * 1024;

/** How much is kept of what it has acknowledged, for a client that resumes from further back. */
const SEEN_LIMIT = 4 * 1024 * 1024;

/** The last events of a session, for a resume. What is too old to be kept makes the resume fail, as with Discord. */
export class Replay {
  #events: SentEvent[] = [];
  /** Index of the oldest kept event; those before it are cut off in bulk. */
  #first = 0;
  #bytes = 0;

  add(sent: SentEvent): void {
    this.#events.push(sent);
    this.#bytes += sent.data.length;
    this.#shrink(UNSEEN_LIMIT, Number.POSITIVE_INFINITY);
  }

  /** The client has everything up to `seq`. */
  acknowledge(seq: number): void {
    this.#shrink(SEEN_LIMIT, seq);
  }

  /** What was sent after `seq`, up to `last`; undefined when it is no longer kept. */
  since(seq: number, last: number): readonly SentEvent[] | undefined {
    const oldest = this.#events[this.#first]?.seq ?? last + 1;
    return seq + 1 < oldest ? undefined : this.#events.slice(this.#first + seq + 1 - oldest);
  }

  #shrink(limit: number, seq: number): void {
    while (this.#bytes > limit) {
      const oldest = this.#events[this.#first];
      if (!oldest || oldest.seq > seq) break;
      this.#bytes -= oldest.data.length;
      this.#first += 1;
    }
    if (this.#first > 1024 && this.#first * 2 > this.#events.length) {
      this.#events = this.#events.slice(this.#first);
      this.#first = 0;
    }
  }
}
