/** What one config file says. What it leaves out is decided elsewhere. */
export interface ConfigLayer {
  /** The file's name, for people: `config/guilds/123456789012345678.json`. */
  readonly file: string;
  /** Features by plugin: on or off. */
  readonly features: Readonly<Record<string, boolean>>;
  /** Settings by plugin, then by field: only those that the file names. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly locale?: string;
  /** IANA name. */
  readonly timeZone?: string;
  readonly prefix?: string;
}

/** Something wrong at one place of a config file. */
export interface Finding {
  /** Where in the file, such as `settings.pads.pads`; empty for the file as a whole. */
  readonly path: string;
  /** Where in the text, from 1, when the text is no JSON. */
  readonly line?: number;
  readonly column?: number;
  /** A warning changes nothing: the plugin it names may come later. */
  readonly severity: 'error' | 'warning';
  /** What was expected, in plain words. */
  readonly message: string;
}

/** A finding and its file. */
export interface ConfigProblem extends Finding {
  /** The file's name, for people: `config/guilds/123456789012345678.json`. */
  readonly file: string;
  /** The guild that the file is for, or undefined for `default.json`. */
  readonly guild: string | undefined;
}

/** A problem as one sentence. */
export function describeProblem({ file, path, line, column, message }: ConfigProblem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return path === '' ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
}

/** Whose values may have become others. */
export interface ConfigChange {
  /** Whether `default.json` is concerned. */
  readonly defaults: boolean;
  /** The guilds whose own file is concerned. */
  readonly guilds: readonly string[];
}
