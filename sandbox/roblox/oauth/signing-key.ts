import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A pair of keys that signs identity tokens: ES256 of RFC 7518. */
export class SigningKey {
  /** Which of the published keys it is: the thumbprint of RFC 7638. */
  readonly id: string;
  readonly #private: KeyObject;
  readonly #public: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' }) as Record<string, string>;
    this.#private = privateKey;
    this.#public = { kty: kty!, crv: crv!, x: x!, y: y! };
    this.id = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  }

  /** The public half, as it is published. */
  get published() {
    return { ...this.#public, alg: 'ES256', use: 'sig', kid: this.id };
  }

  /** A JWT with these claims. */
  token(claims: object): string {
    const encoded = [{ alg: 'ES256', kid: this.id, typ: 'JWT' }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const text = encoded.join('.');
    const signature = sign('sha256', Buffer.from(text), { key: this.#private, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  }
}
