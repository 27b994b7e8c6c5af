import {
  exchangeCode,
  type Grant,
  grantToOwner,
  OAuth2Error,
  refreshGrant,
  TOKEN_LIFETIME,
} from '../../state/oauth2.ts';
import type { Application } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import { isScope } from './scopes.ts';

/** The form that an application sends to the token endpoint. */
export type TokenForm = Readonly<Record<string, string | undefined>>;

/**
 * The application that sends a form, by Basic authentication or by `client_id` and `client_secret` in the form.
 * @throws OAuth2Error `invalid_client` when there is none of that id and secret.
 */
export function clientOf(world: World, form: TokenForm, authorization: string | undefined): Application {
  const [scheme, credentials = ''] = (authorization ?? '').split(' ');
  const basic = scheme === 'Basic' ? Buffer.from(credentials, 'base64').toString() : undefined;
  const colon = basic?.indexOf(':') ?? -1;
  const [id, secret] =
    basic === undefined
      ? [form.client_id, form.client_secret]
      : [basic.slice(0, Math.max(colon, 0)), basic.slice(colon + 1)];
  const application = world.applications.get(id ?? '');
  if (!application || application.clientSecret !== secret) throw new OAuth2Error('invalid_client');
  return application;
}

/** What can be granted, by `grant_type`. */
const grantTypes: Record<string, (world: World, application: Application, form: TokenForm) => Grant> = {
  authorization_code: (world, application, form) =>
    exchangeCode(world, application, {
      code: needed(form, 'code'),
      redirectUri: form.redirect_uri,
      verifier: form.code_verifier,
    }),
  refresh_token: (world, application, form) =>
    refreshGrant(world, application, needed(form, 'refresh_token')),
  client_credentials: (world, application, form) => {
    const scopes = (form.scope ?? '').split(' ').filter(Boolean);
    if (scopes.length === 0 || !scopes.every(isScope))
      throw new OAuth2Error('invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
    return grantToOwner(world, application, scopes);
  },
};

/** @throws OAuth2Error `invalid_request` when the form has nothing of that name. */
export function needed(form: TokenForm, name: string): string {
  const value = form[name];
  if (!value) throw new OAuth2Error('invalid_request', `Missing "${name}" in request.`);
  return value;
}

/** A grant as the token endpoint answers it. */
export function tokenObject({ accessToken, refreshToken, scopes }: Grant) {
  return {
    token_type: 'Bearer',
    access_token: accessToken,
    expires_in: TOKEN_LIFETIME / 1000,
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    scope: scopes.join(' '),
  };
}

/**
 * Grants what a form asks for.
 * @throws OAuth2Error as RFC 6749 says, section 5.2.
 */
export function grantTo(world: World, form: TokenForm, authorization: string | undefined): Grant {
  const type = form.grant_type ?? 'None';
  const grant = Object.hasOwn(grantTypes, type) ? grantTypes[type] : undefined;
  if (!grant) throw new OAuth2Error('unsupported_grant_type', `Grant type ${type} is not supported`);
  return grant(world, clientOf(world, form, authorization), form);
}
