/** A language that Discord knows, such as `en-US` or `es-ES`. */
export type Locale = string;

/** Finds the text of `key` in the plugin's locale files and fills `values` in. A missing key gives the key. */
export type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** How a guild reads: its language, and the time zone (IANA name) that printed times use. */
export interface GuildTexts {
  readonly t: Translate;
  readonly locale: Locale;
  readonly timeZone: string;
}

/** The plugin's texts. A person is answered in their own language; a message in a channel is in the guild's. */
export interface Texts {
  /** For one person: `interaction.locale`. Languages without a file fall back to `en-US`. */
  in(locale: Locale): Translate;
  /** For what everybody in a guild reads. */
  ofGuild(guildId: string): Promise<GuildTexts>;
}
