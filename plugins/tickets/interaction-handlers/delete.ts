import { ActHandler } from '../act-handler.ts';

/** Takes the channel of a ticket away. */
export class DeleteHandler extends ActHandler {
  readonly act = 'delete';
}
