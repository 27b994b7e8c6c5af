import { ActHandler } from '../act-handler.ts';

/** The answer that the channel of a ticket is really to go. */
export class ReallyDeleteHandler extends ActHandler {
  readonly act = 'delete';
}
