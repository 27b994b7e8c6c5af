import type { PluginHost } from '@guildhall/sdk';
import type { RobloxClient } from './roblox/client.ts';
import type { RobloxOAuth } from './roblox/oauth/roblox-oauth.ts';

/** How long the address of a button may be. Source: https://docs.discord.com/developers/components/reference#button */
export const addressLimit = 512;

/** The app that members sign in with; undefined where the operator has set none up, or its pages cannot be reached. */
export function signInApp(
  host: Pick<PluginHost, 'roblox' | 'addressOf' | 'logger'>,
  roblox: Pick<RobloxClient, 'oauth'>,
): RobloxOAuth | undefined {
  const redirect = host.addressOf('callback');
  const { app } = host.roblox;
  if (!app || !redirect) {
    return undefined;
  }
  const oauth = roblox.oauth({ ...app, redirectUri: redirect.href });
  const { length } = oauth.begin().address;
  if (length > addressLimit) {
    host.logger.error('members cannot sign in with Roblox: PUBLIC_URL is too long for a button', {
      length,
      limit: addressLimit,
    });
    return undefined;
  }
  return oauth;
}
