import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Attachment } from '../state/types.ts';

/** How long a signed link works. Discord's attachment links live for about a day. */
export const LINK_LIFETIME = 24 * 60 * 60 * 1000;

/** Makes and checks the signed links of attachments: `?ex=<hex seconds>&is=<hex seconds>&hm=<signature>&`. */
export class CdnLinks {
  /** Where the CDN answers, like `http://127.0.0.1:4000/cdn`; known once the server listens. */
  base = '';
  readonly #clock: Clock;
  readonly #secret = randomBytes(32);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  sign(attachment: Attachment): string {
    const folder = attachment.ephemeral ? 'ephemeral-attachments' : 'attachments';
    return this.#signed(
      `/${folder}/${attachment.channelId}/${attachment.id}/${encodeURIComponent(attachment.filename)}`,
    );
  }

  /** A link of an attachment signed anew, whatever became of its old signature; any other link as it is. */
  refresh(url: string): string {
    const path = this.#path(url);
    return path === undefined ? url : this.#signed(path);
  }

  /** The id of the attachment that a link leads to, signed or not. */
  attachmentId(url: string): string | undefined {
    return this.#path(url)?.split('/')[3];
  }

  /** Whether `path` (below the base) was signed with these parameters and has not run out. */
  valid(path: string, query: { ex?: string; is?: string; hm?: string }): boolean {
    const { ex = '', is = '', hm = '' } = query;
    const expected = Buffer.from(this.#signature(path, ex, is));
    const given = Buffer.from(String(hm));
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return false;
    return Number.parseInt(ex, 16) * 1000 > this.#clock.now();
  }

  /** The path below the base of an attachment's link. */
  #path(url: string): string | undefined {
    if (!url.startsWith(`${this.base}/`)) return undefined;
    const path = url.slice(this.base.length).split('?')[0]!;
    return /^\/(ephemeral-)?attachments\/\d+\/\d+\/[^/]+$/.test(path) ? path : undefined;
  }

  #signed(path: string): string {
    const issued = Math.floor(this.#clock.now() / 1000);
    const is = issued.toString(16);
    const ex = (issued + LINK_LIFETIME / 1000).toString(16);
    return `${this.base}${path}?ex=${ex}&is=${is}&hm=${this.#signature(path, ex, is)}&`;
  }

  #signature(path: string, ex: string, is: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${ex}\n${is}`).digest('hex');
  }
}
