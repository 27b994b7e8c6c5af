import { createHash, randomBytes } from 'node:crypto';
import { refusal } from '../http/errors.ts';
import type { RobloxAccount } from '../state/account.ts';
import type { RobloxWorld } from '../state/world.ts';
import { SigningKey } from './signing-key.ts';

/** In milliseconds. Source: https://create.roblox.com/docs/cloud/auth/oauth2-reference */
const lifetimes = { code: 60_000, access: 15 * 60_000, refresh: 90 * 24 * 3_600_000 };

/** Scopes that any app may ask for here. */
export const scopes = ['openid', 'profile'] as const;

/** How many addresses an app may register. */
const REDIRECT_LIMIT = 10;

export interface OAuthApp {
  readonly id: string;
  readonly name: string;
  /** A public app has none: it proves by PKCE alone that it began what it ends. */
  readonly secret: string | undefined;
  readonly redirectUris: readonly string[];
}

export interface AppSettings {
  readonly redirectUris: readonly string[];
  readonly id?: string | undefined;
  readonly secret?: string | undefined;
  /** Without a secret. */
  readonly public?: boolean | undefined;
}

/** What an app asks a person for. */
export interface Asked {
  readonly app: OAuthApp;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly challenge: string | undefined;
}

/** What a person allowed an app, and the tokens that stand for it. */
export interface Grant {
  readonly asked: Asked;
  readonly account: RobloxAccount;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Unix milliseconds. */
  readonly issued: number;
  readonly accessUntil: number;
  readonly refreshUntil: number;
  revoked: boolean;
}

/** OAuth 2.0 of the local Roblox: apps, codes and tokens. */
export class OAuth {
  readonly #world: RobloxWorld;
  readonly #apps = new Map<string, OAuthApp>();
  readonly #codes = new Map<string, { asked: Asked; account: RobloxAccount; until: number }>();
  readonly #byAccess = new Map<string, Grant>();
  readonly #byRefresh = new Map<string, Grant>();
  #key = new SigningKey();

  constructor(world: RobloxWorld) {
    this.#world = world;
  }

  get apps(): OAuthApp[] {
    return [...this.#apps.values()];
  }

  app(id: string): OAuthApp | undefined {
    return this.#apps.get(id);
  }

  /** The key that signs at present. */
  get key(): SigningKey {
    return this.#key;
  }

  /** Signs with a new key from now on; the one before is no longer published. */
  rotateKey(): void {
    this.#key = new SigningKey();
  }

  /** Registers an app. @throws Error for addresses that Roblox does not take. */
  createApp(name: string, settings: AppSettings): OAuthApp {
    const { redirectUris } = settings;
    if (redirectUris.length === 0 || redirectUris.length > REDIRECT_LIMIT)
      throw new Error(`an app registers 1 to ${REDIRECT_LIMIT} redirect addresses`);
    const wrong = redirectUris.find((uri) => !/^(?:https:\/\/|http:\/\/localhost[:/])/.test(uri));
    if (wrong !== undefined)
      throw new Error(`a redirect address begins with https:// or http://localhost: not ${wrong}`);
    const id = settings.id ?? String(4_000_000_000_000_000_000n + BigInt(this.#apps.size));
    if (this.#apps.has(id)) throw new Error(`another app has the id ${id}`);
    const secret = settings.public
      ? undefined
      : (settings.secret ?? `RBX-${randomBytes(24).toString('base64url')}`);
    const app = { id, name, secret, redirectUris };
    this.#apps.set(id, app);
    return app;
  }

  /** A person allows what was asked for. @returns the code, which works once and for a minute. */
  allow(asked: Asked, account: RobloxAccount): string {
    const code = randomBytes(24).toString('base64url');
    this.#codes.set(code, { asked, account, until: this.#world.clock.now() + lifetimes.code });
    return code;
  }

  /** Exchanges a code. @throws RobloxError `invalid_grant` */
  exchange(app: OAuthApp, code: string, verifier: string | undefined): Grant {
    const known = this.#codes.get(code);
    if (!known || known.asked.app !== app || known.until <= this.#world.clock.now())
      throw refusal.oauth('invalid_grant', 'The code is invalid, used or expired.');
    const { asked, account } = known;
    if (asked.challenge !== undefined) {
      if (!verifier) throw refusal.oauth('invalid_grant', 'The code_verifier is missing.');
      if (createHash('sha256').update(verifier).digest('base64url') !== asked.challenge)
        throw refusal.oauth('invalid_grant', 'The code_verifier is wrong.');
    }
    this.#codes.delete(code);
    return this.#issue(asked, account);
  }

  /** Exchanges a refresh token, once. @throws RobloxError `invalid_grant` */
  refresh(app: OAuthApp, token: string): Grant {
    const grant = this.#byRefresh.get(token);
    if (!grant || grant.asked.app !== app || grant.revoked || grant.refreshUntil <= this.#world.clock.now())
      throw refusal.oauth('invalid_grant', 'The refresh token is invalid, used or expired.');
    this.#byRefresh.delete(token);
    return this.#issue(grant.asked, grant.account);
  }

  /** Ends all that this person allowed this app. An unknown token is no error: RFC 7009, 2.2. */
  revoke(app: OAuthApp, token: string): void {
    const revoked = this.grantOf(token);
    if (revoked?.asked.app !== app) return;
    for (const grant of [...this.#byAccess.values(), ...this.#byRefresh.values()])
      if (grant.asked.app === app && grant.account === revoked.account) grant.revoked = true;
  }

  /** The grant of an access or refresh token, whether it still works or not. */
  grantOf(token: string): Grant | undefined {
    return this.#byAccess.get(token) ?? this.#byRefresh.get(token);
  }

  /** The grant of an access token that works. */
  activeGrant(accessToken: string): Grant | undefined {
    const grant = this.#byAccess.get(accessToken);
    return grant && !grant.revoked && grant.accessUntil > this.#world.clock.now() ? grant : undefined;
  }

  /** Forgets what people allowed; the apps stay. */
  forgetGrants(): void {
    this.#codes.clear();
    this.#byAccess.clear();
    this.#byRefresh.clear();
  }

  #issue(asked: Asked, account: RobloxAccount): Grant {
    const now = this.#world.clock.now();
    const grant: Grant = {
      asked,
      account,
      accessToken: randomBytes(32).toString('base64url'),
      refreshToken: randomBytes(32).toString('base64url'),
      issued: now,
      accessUntil: now + lifetimes.access,
      refreshUntil: now + lifetimes.refresh,
      revoked: false,
    };
    this.#byAccess.set(grant.accessToken, grant);
    this.#byRefresh.set(grant.refreshToken, grant);
    return grant;
  }
}
