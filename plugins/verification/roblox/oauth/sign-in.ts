import { createHash, randomBytes } from 'node:crypto';

/** What belongs to one sign-in. Keep it where nobody but us can read it until the member comes back; it works once. */
export interface SignIn {
  /** Comes back with the member's browser: it shows that they began with us. */
  readonly state: string;
  /** Comes back in the identity token: it shows that the token is of this sign-in. */
  readonly nonce: string;
  /** Shows Roblox that whoever exchanges the code is who asked for it. */
  readonly verifier: string;
}

/** 256 bits, as text for an address. */
const secret = () => randomBytes(32).toString('base64url');

export function newSignIn(): SignIn {
  return { state: secret(), nonce: secret(), verifier: secret() };
}

/** The half of a verifier that may be seen. Source: RFC 7636, 4.2. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
