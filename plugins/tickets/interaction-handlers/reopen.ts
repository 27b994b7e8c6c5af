import { ActHandler } from '../act-handler.ts';

/** Opens a closed ticket again. */
export class ReopenHandler extends ActHandler {
  readonly act = 'reopen';
}
