import { Refusal } from '@guildhall/sdk';
import { pictureBytes, readPicture } from '../payment/picture.ts';
import type { GoodPicture } from '../review/proofs.ts';
import { bytesOf, type Uploaded } from './upload.ts';

/** How large a picture may be, in MB. */
const largest = pictureBytes / 1024 / 1024;

/**
 * A picture that somebody uploaded, as we keep it. @throws Refusal `file-too-large`, `file-lost`, and why it is no picture:
 * see {@link goodPicture}.
 */
export async function proofPicture(file: Uploaded): Promise<GoodPicture> {
  return goodPicture(await bytesOf(file, largest));
}

/** A picture as we keep it. @throws Refusal `picture-size`, `picture-type`, `picture-pixels`, `picture-broken`. */
export async function goodPicture(bytes: Buffer): Promise<GoodPicture> {
  const read = await readPicture(bytes);
  if ('problem' in read) {
    throw new Refusal(read.problem, { max: largest });
  }
  return { bytes: read.bytes, hash: read.hash, look: read.look };
}
