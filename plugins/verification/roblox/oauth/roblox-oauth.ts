import { z } from 'zod';
import type { Outcome, Trouble } from '../roblox.ts';
import { isTrouble } from '../trouble.ts';
import { Ask } from '../wire/ask.ts';
import type { Ground } from '../wire/ground.ts';
import type { Requests } from '../wire/requests.ts';
import { addressOf } from '../wire/services.ts';
import { shaped } from '../wire/shape.ts';
import { readIdentity, type TokenFault } from './identity-token.ts';
import { challengeOf, newSignIn, type SignIn } from './sign-in.ts';
import { SigningKeys } from './signing-keys.ts';

/** An app as it is registered at Roblox. */
export interface OAuthApp {
  readonly clientId: string;
  /** A public app has none. */
  readonly clientSecret?: string | undefined;
  readonly redirectUri: string;
}

/** What a sign-in came to. */
export type SignInOutcome =
  /** The member is who has this account. */
  | { readonly kind: 'proven'; readonly id: string }
  /** The member said no on Roblox's page. */
  | { readonly kind: 'denied' }
  /** The code is used up or too old: the member can begin again. */
  | { readonly kind: 'lapsed' }
  /** It is not the answer to this sign-in, or its token proves nothing. */
  | { readonly kind: 'refused'; readonly because: 'state' | TokenFault }
  /** Roblox does not take the app's id, secret or address: the operator must look at them. */
  | { readonly kind: 'misconfigured' }
  | Trouble;

/** What the token endpoint says of an app that is not set up right. Source: RFC 6749, 5.2. */
const appFaults: readonly unknown[] = [
  'invalid_client',
  'unauthorized_client',
  'invalid_request',
  'invalid_scope',
];

const tokenAnswer = z.object({ id_token: z.string().min(1).max(16_384) });

/** Signing in with Roblox: OAuth 2.0 with PKCE, and OpenID Connect for who it is. Nothing that it gets is kept. */
export class RobloxOAuth {
  readonly #ground: Ground;
  readonly #requests: Requests;
  readonly #app: OAuthApp;
  readonly #keys: SigningKeys;

  constructor(ground: Ground, requests: Requests, app: OAuthApp) {
    this.#ground = ground;
    this.#requests = requests;
    this.#app = app;
    this.#keys = new SigningKeys(ground, requests);
  }

  /** Begins a sign-in. @returns the address to send the member's browser to, and what to keep for `finish`. */
  begin(): { readonly address: string; readonly signIn: SignIn } {
    const signIn = newSignIn();
    const address = this.#address('/oauth/v1/authorize');
    address.search = new URLSearchParams({
      client_id: this.#app.clientId,
      redirect_uri: this.#app.redirectUri,
      scope: 'openid',
      response_type: 'code',
      prompt: 'select_account consent',
      state: signIn.state,
      nonce: signIn.nonce,
      code_challenge: challengeOf(signIn.verifier),
      code_challenge_method: 'S256',
    }).toString();
    return { address: address.href, signIn };
  }

  /** Ends a sign-in. @param returned the query that the member's browser came back with. */
  async finish({ state, nonce, verifier }: SignIn, returned: URLSearchParams): Promise<SignInOutcome> {
    if (returned.get('state') !== state) {
      return { kind: 'refused', because: 'state' };
    }
    const error = returned.get('error');
    const code = returned.get('code');
    if (error === 'access_denied') {
      return { kind: 'denied' };
    }
    if (error !== null || !code) {
      return appFaults.includes(error)
        ? { kind: 'misconfigured' }
        : this.#requests.changed('authorization: neither a code nor a refusal');
    }
    const ask = new Ask(this.#ground);
    const token = await this.#exchange(code, verifier, ask);
    return token.kind === 'found' ? this.#identify(token.value, nonce, ask) : token;
  }

  async #exchange(
    code: string,
    verifier: string,
    ask: Ask,
  ): Promise<Exclude<Outcome<string>, { kind: 'absent' }> | { kind: 'lapsed' } | { kind: 'misconfigured' }> {
    const { clientId, clientSecret, redirectUri } = this.#app;
    const what = 'token';
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
      client_id: clientId,
      ...(clientSecret && { client_secret: clientSecret }),
    });
    // A code works once: when the answer is lost, a second try could only say that it is used up.
    const reply = await this.#requests.send(
      { service: 'oauth', path: '/oauth/v1/token', what, form, once: true },
      ask,
    );
    if (isTrouble(reply)) {
      return reply;
    }
    if (reply.kind === 'no' && reply.code === 'invalid_grant') {
      return { kind: 'lapsed' };
    }
    if (reply.kind === 'no' && appFaults.includes(reply.code)) {
      return { kind: 'misconfigured' };
    }
    const answer = shaped(this.#requests, what, reply, tokenAnswer);
    return answer.kind === 'found' ? { kind: 'found', value: answer.value.id_token } : answer;
  }

  async #identify(token: string, nonce: string, ask: Ask): Promise<SignInOutcome> {
    const read = async (asked: Ask) => {
      const keys = await this.#keys.get(asked);
      if (keys.kind !== 'found') {
        return keys.kind === 'absent' ? this.#requests.changed('signing keys') : keys;
      }
      const expected = {
        issuer: this.#address('/oauth/').href,
        audience: this.#app.clientId,
        nonce,
        now: this.#ground.clock.now(),
      };
      return readIdentity(token, keys.value, expected);
    };
    const first = await read(ask);
    // Roblox may have begun to sign with another key than those that are remembered.
    const identity = 'fault' in first && first.fault === 'key' ? await read(ask.part(true)) : first;
    if ('kind' in identity) {
      return identity;
    }
    return 'id' in identity
      ? { kind: 'proven', id: identity.id }
      : { kind: 'refused', because: identity.fault };
  }

  #address(path: string): URL {
    return addressOf(this.#ground.base, 'oauth', path);
  }
}
