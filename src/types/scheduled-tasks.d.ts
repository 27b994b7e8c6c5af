import { Piece, Store } from '@sapphire/pieces';

// The package's own types make `tasks`, the address of a Redis server, a duty of every discord.js client. Guildhall takes
// the piece and its store from the package, and carries the jobs itself.

export abstract class ScheduledTask extends Piece<ScheduledTask.Options> {
  /** In ms. */
  readonly interval: number | null;
  /** A cron pattern. */
  readonly pattern: string | null;
  readonly timezone: string;
  constructor(context: ScheduledTask.LoaderContext, options: ScheduledTask.Options);
  abstract run(payload: unknown): unknown;
}

export namespace ScheduledTask {
  export interface Options extends Piece.Options {
    readonly interval?: number;
    readonly pattern?: string;
    readonly timezone?: string;
  }
  export type LoaderContext = Piece.LoaderContext;
}

export class ScheduledTaskStore extends Store<ScheduledTask> {
  constructor();
}
