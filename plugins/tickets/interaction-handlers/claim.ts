import { ActHandler } from '../act-handler.ts';

/** Makes whoever clicks the one who works on a ticket. */
export class ClaimHandler extends ActHandler {
  readonly act = 'claim';
}
