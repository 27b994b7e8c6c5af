/** No job is run again sooner than this, in ms: it would keep the others from their turn. */
const soonest = 1_000;

/**
 * Thrown by a job that can do nothing now although nobody did anything wrong, such as while a server has no room. It is run
 * again later, however often that happens: this counts as no failure, and the job is not laid aside for it.
 */
export class Later extends Error {
  /** When to run it again, in ms: a second or more. */
  readonly retryAfter: number;

  constructor(why: string, retryAfter: number, options?: ErrorOptions) {
    super(why, options);
    this.name = 'Later';
    this.retryAfter = retryAfter > soonest ? retryAfter : soonest;
  }
}
