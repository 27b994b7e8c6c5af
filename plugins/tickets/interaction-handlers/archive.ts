import { ActHandler } from '../act-handler.ts';

/** Puts a closed ticket out of the way. */
export class ArchiveHandler extends ActHandler {
  readonly act = 'archive';
}
