/** How Roblox is reached, as the operator of the bot set it up. The keys are secrets: they never go into a text. */
export interface RobloxAccess {
  /** The base URL: the real one, or a local Roblox. */
  readonly api: URL;
  /** For Open Cloud. */
  readonly apiKey: string | undefined;
  /** An app for signing in with Roblox (OAuth 2.0). A public app has no secret. */
  readonly app: { readonly clientId: string; readonly clientSecret: string | undefined } | undefined;
}
