import { Refusal } from '@guildhall/sdk';
import plugin from '../plugin.ts';

/** How long a file may take to come from Discord, in ms. */
const patience = 20_000;

/** What Discord says of a file that somebody uploaded. */
export interface Uploaded {
  readonly name: string;
  readonly size: number;
  readonly url: string;
}

/** The bytes of a file that somebody uploaded. @throws Refusal `file-too-large` (`max` in MB), `file-lost`. */
export async function bytesOf({ name, size, url }: Uploaded, max: number): Promise<Buffer> {
  if (size > max * 1024 * 1024) {
    throw new Refusal('file-too-large', { max });
  }
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
    if (answer.ok) {
      return Buffer.from(await answer.arrayBuffer());
    }
  } catch (error) {
    plugin.host.logger.warn('a file could not be fetched', { name, error });
  }
  throw new Refusal('file-lost');
}
