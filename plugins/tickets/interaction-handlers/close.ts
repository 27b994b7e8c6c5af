import { ActHandler } from '../act-handler.ts';

/** Closes a ticket. */
export class CloseHandler extends ActHandler {
  readonly act = 'close';
}
