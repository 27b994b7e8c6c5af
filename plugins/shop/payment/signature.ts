import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the clock of whoever signs may be away from ours, in seconds. A report is good for nothing after that. */
const patience = 5 * 60;

/** What is signed: the time and the body, so that neither can be changed. Hexadecimal digits. */
export const signatureOf = (key: string, time: number, body: Buffer | string): string =>
  createHmac('sha256', key).update(`${time}.`).update(body).digest('hex');

/**
 * Checks the signature of a report, `t=<seconds since 1970>,v1=<digits>`.
 * @returns when it was signed, or why it is not believed.
 */
export function signedAt(
  key: string,
  header: string | undefined,
  body: Buffer,
  now: Date,
): Date | 'unsigned' | 'wrong' | 'old' {
  const [, seconds = '', signature = ''] = /^t=(\d{1,12}),\s*v1=([0-9a-f]{64})$/i.exec(header ?? '') ?? [];
  if (signature === '') {
    return 'unsigned';
  }
  const time = Number(seconds);
  const expected = Buffer.from(signatureOf(key, time, body), 'hex');
  if (!timingSafeEqual(Buffer.from(signature, 'hex'), expected)) {
    return 'wrong';
  }
  const away = Math.abs(now.getTime() / 1_000 - time);
  return away > patience ? 'old' : new Date(time * 1_000);
}
