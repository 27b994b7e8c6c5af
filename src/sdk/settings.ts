import { z } from 'zod';

/** What a setting is, for the screen that Discord shows. */
export type SettingKind =
  | 'text'
  | 'number'
  | 'toggle'
  | 'choice'
  | 'channel'
  | 'role'
  | 'roles'
  | 'user'
  | 'users'
  | 'names'
  | 'duration'
  | 'time-zone';

export type ChannelKind = 'text' | 'voice' | 'category' | 'forum' | 'announcement';

/** What the settings screen needs to know beside the schema itself. */
export interface SettingMeta {
  readonly kind: SettingKind;
  /** Kinds of channel that can be chosen. */
  readonly channels?: readonly ChannelKind[];
  /** The values of a choice, in order. */
  readonly options?: readonly string[];
  /** Only the guild's owner may change it on the screen. */
  readonly ownerOnly?: boolean;
  /** Whether the feature does not work without it: people are told while it is not set. */
  readonly needed?: boolean;
  /** The bot mentions whoever has the role: the setting with the channel where it does, or null where that is anywhere. */
  readonly mentionedIn?: string | null;
  /** Long texts get a box with several lines. */
  readonly long?: boolean;
}

/** A settings schema is a flat zod object; every field has a default, so that a new guild works at once. */
export type SettingsSchema = z.ZodObject<Record<string, z.ZodType>>;

export type SettingValues<S extends SettingsSchema> = z.output<S>;

const snowflake = z.string().regex(/^\d{17,20}$/, 'expected a Discord id of 17 to 20 digits');

const knownTimeZone = (name: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }));
  } catch {
    return false;
  }
};

const described = <T extends z.ZodType>(schema: T, meta: SettingMeta): T => schema.meta({ guildhall: meta });

/** The meta of a field made by {@link setting}. */
export function settingMeta(schema: z.ZodType): SettingMeta | undefined {
  return schema.meta()?.guildhall as SettingMeta | undefined;
}

/**
 * Fields for a settings schema. Each brings its own screen: selects for channels, roles and users, a modal for texts
 * and numbers, buttons for toggles. Name and help are `settings.<field>.name` and `.help` in the locale files.
 */
export const setting = {
  text: (options: { default: string; max?: number; min?: number; long?: boolean }) =>
    described(
      z
        .string()
        .min(options.min ?? 0)
        .max(options.max ?? 1000)
        .default(options.default),
      { kind: 'text', long: options.long ?? false },
    ),
  /** @param options `ownerOnly`: administrators see it, and only the guild's owner may change it. */
  number: (options: { default: number; min: number; max: number; ownerOnly?: boolean }) =>
    described(z.int().min(options.min).max(options.max).default(options.default), {
      kind: 'number',
      ownerOnly: options.ownerOnly ?? false,
    }),
  /** A length of time in minutes; people write `90`, `45m`, `1h 30m` or `2d`. */
  duration: (options: { default: number; min: number; max: number }) =>
    described(z.int().min(options.min).max(options.max).default(options.default), { kind: 'duration' }),
  /** The IANA name of a time zone, such as `Europe/Madrid`. */
  timeZone: (options: { default: string }) =>
    described(
      z.string().refine(knownTimeZone, 'expected a time zone such as Europe/Madrid').default(options.default),
      { kind: 'time-zone' },
    ),
  /** @param options `ownerOnly`: administrators see it, and only the guild's owner may change it. */
  toggle: (options: { default: boolean; ownerOnly?: boolean }) =>
    described(z.boolean().default(options.default), {
      kind: 'toggle',
      ownerOnly: options.ownerOnly ?? false,
    }),
  choice: <const V extends readonly [string, ...string[]]>(values: V, options: { default: V[number] }) =>
    described(z.enum(values).default(options.default as never), { kind: 'choice', options: values }),
  /**
   * The id of a channel, or null for none.
   * @param options `needed`: the feature does not work without, and says so where it is switched on and in `/doctor`.
   */
  channel: (options: { kinds?: readonly ChannelKind[]; needed?: boolean } = {}) =>
    described(snowflake.nullable().default(null), {
      kind: 'channel',
      channels: options.kinds ?? ['text'],
      needed: options.needed ?? false,
    }),
  /**
   * The id of a role, or null for none. @param options `needed`: as with a channel. `mentionedIn`: it is a role that the bot
   * mentions; people are told where Discord would call nobody. It names the setting with the channel where the bot does; null:
   * anywhere.
   */
  role: (options: { needed?: boolean; mentionedIn?: string | null } = {}) =>
    described(snowflake.nullable().default(null), {
      ...options,
      kind: 'role',
      needed: options.needed ?? false,
    }),
  roles: (options: { max?: number } = {}) =>
    described(
      z
        .array(snowflake)
        .max(options.max ?? 25)
        .default([]),
      { kind: 'roles' },
    ),
  user: () => described(snowflake.nullable().default(null), { kind: 'user' }),
  users: (options: { max?: number } = {}) =>
    described(
      z
        .array(snowflake)
        .max(options.max ?? 25)
        .default([]),
      { kind: 'users' },
    ),
  /** A list of short names, written one a line. */
  names: (options: { max: number; length?: number }) =>
    described(
      z
        .array(
          z
            .string()
            .min(1)
            .max(options.length ?? 40),
        )
        .max(options.max)
        .default([]),
      { kind: 'names', long: true },
    ),
};
