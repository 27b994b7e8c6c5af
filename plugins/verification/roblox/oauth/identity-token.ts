import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';

/** Why an identity token proves nothing. */
export type TokenFault = 'key' | 'signature' | 'issuer' | 'audience' | 'nonce' | 'expired' | 'form';

export interface TokenExpectations {
  readonly issuer: string;
  readonly audience: string;
  readonly nonce: string;
  readonly now: Date;
}

/** How far two clocks may differ, in seconds. */
const clockTolerance = 60;

/**
 * Reads an identity token of Roblox. `key`: none of the keys signed it.
 * Source: https://create.roblox.com/docs/cloud/auth/oauth2-reference
 * @returns the id of the account, or what is wrong with the token.
 */
export async function readIdentity(
  token: string,
  keys: JSONWebKeySet,
  { issuer, audience, nonce, now }: TokenExpectations,
): Promise<{ readonly id: string } | { readonly fault: TokenFault }> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ['ES256'],
      issuer,
      audience,
      currentDate: now,
      clockTolerance,
      requiredClaims: ['exp', 'sub'],
    });
    if (payload.nonce !== nonce) {
      return { fault: 'nonce' };
    }
    const id = payload.sub ?? '';
    return /^[1-9]\d{0,18}$/.test(id) ? { id } : { fault: 'form' };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

const claims: Readonly<Record<string, TokenFault>> = {
  iss: 'issuer',
  aud: 'audience',
  nbf: 'expired',
  exp: 'expired',
};

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWKSNoMatchingKey) return 'key';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return claims[error.claim] ?? 'form';
  return 'form';
}
