import type { IncomingMessage } from 'node:http';
import busboy from '@fastify/busboy';
import { DiscordError } from '../../errors.ts';

/** A file that came with a request. */
export interface UploadedFile {
  /** The part's name, like `files[0]`. */
  readonly field: string;
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** The parts of a request. */
export interface Multipart {
  /** The text parts by name; `payload_json` is the JSON body. */
  readonly fields: Record<string, string>;
  readonly files: UploadedFile[];
}

/**
 * Reads a `multipart/form-data` body.
 * @throws DiscordError 50035 when it is no multipart body.
 */
export function readMultipart(request: IncomingMessage): Promise<Multipart> {
  return new Promise((resolve, reject) => {
    // Without a prototype, so that a part may have any name.
    const fields: Record<string, string> = Object.create(null);
    const files: UploadedFile[] = [];
    const fail = () => reject(new DiscordError(50035, { message: 'Invalid Form Body' }));
    let parser: InstanceType<typeof busboy.Busboy>;
    try {
      parser = new busboy.Busboy({
        headers: request.headers as { 'content-type': string },
        limits: { files: 20, fields: 50, fieldSize: 26 * 1024 * 1024 },
      });
    } catch {
      return fail();
    }
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (field, stream, filename, _encoding, contentType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => files.push({ field, filename, contentType, content: Buffer.concat(chunks) }));
      stream.on('error', fail);
    });
    parser.on('finish', () => resolve({ fields, files }));
    parser.on('error', fail);
    request.on('error', fail);
    request.pipe(parser);
  });
}
