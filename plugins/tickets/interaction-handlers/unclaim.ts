import { ActHandler } from '../act-handler.ts';

/** Gives a claimed ticket back to all of staff. */
export class UnclaimHandler extends ActHandler {
  readonly act = 'unclaim';
}
