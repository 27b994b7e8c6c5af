import type { APIEmbed, ChannelType, MessageType } from 'discord-api-types/v10';

/** A person or a bot account. */
export interface User {
  readonly id: string;
  username: string;
  globalName: string | null;
  avatar: string | null;
  readonly bot: boolean;
  /** BCP 47, as Discord sends it with an interaction. */
  locale: string;
  /** Whether the person takes direct messages from members of a shared guild. */
  dmsOpen: boolean;
}

/** An application and its bot account: what a token belongs to. */
export interface Application {
  readonly id: string;
  name: string;
  description: string;
  readonly bot: User;
  token: string;
  readonly clientSecret: string;
  readonly redirectUris: string[];
  /** Privileged intents that are switched on in the developer portal, as an intents bit set. */
  privilegedIntents: number;
  readonly owner: User;
  /** What else `PATCH /applications/@me` sets, in Discord's wire shape. */
  readonly settings: Record<string, unknown>;
  /** Global commands (`''`) and commands of one guild, by guild id. */
  readonly commands: Map<string, Map<string, ApplicationCommand>>;
  /** Command permissions by guild id, then by command id (or the application's id for all of them). */
  readonly commandPermissions: Map<string, Map<string, CommandPermission[]>>;
  /** Unix milliseconds of the last day's command creates, by the same keys as `commands`. */
  readonly commandCreates: Map<string, number[]>;
}

export interface CommandPermission {
  id: string;
  type: 1 | 2 | 3;
  permission: boolean;
}

/** An application command as it was registered; `data` is the wire shape less the ids. */
export interface ApplicationCommand {
  readonly id: string;
  readonly application: Application;
  /** The guild that it is registered for; undefined for a global one. */
  readonly guildId: string | undefined;
  version: string;
  /** 1 chat input, 2 user, 3 message. */
  type: number;
  name: string;
  description: string;
  nameLocalizations: Record<string, string> | null;
  descriptionLocalizations: Record<string, string> | null;
  options: CommandOption[];
  defaultMemberPermissions: string | null;
  nsfw: boolean;
  contexts: number[] | null;
  integrationTypes: number[];
}

export interface CommandOption {
  type: number;
  name: string;
  description: string;
  name_localizations?: Record<string, string> | null;
  description_localizations?: Record<string, string> | null;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { name: string; value: string | number; name_localizations?: Record<string, string> | null }[];
  options?: CommandOption[];
  channel_types?: number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}

export interface Guild {
  readonly id: string;
  name: string;
  description: string | null;
  icon: string | null;
  ownerId: string;
  preferredLocale: string;
  features: string[];
  verificationLevel: number;
  defaultMessageNotifications: number;
  explicitContentFilter: number;
  afkChannelId: string | null;
  afkTimeout: number;
  systemChannelId: string | null;
  systemChannelFlags: number;
  rulesChannelId: string | null;
  publicUpdatesChannelId: string | null;
  premiumProgressBar: boolean;
  readonly roles: Map<string, Role>;
  /** Channels and threads. */
  readonly channels: Map<string, Channel>;
  readonly members: Map<string, Member>;
  readonly bans: Map<string, { user: User; reason: string | null }>;
  readonly auditLog: AuditLogEntry[];
  /** True while the guild is in an outage: it reads as unavailable and sends no event. */
  unavailable: boolean;
}

export interface Role {
  readonly id: string;
  readonly guild: Guild;
  name: string;
  color: number;
  hoist: boolean;
  position: number;
  permissions: bigint;
  mentionable: boolean;
  readonly managed: boolean;
  /** The bot that a managed role belongs to. */
  readonly botId: string | undefined;
  unicodeEmoji: string | null;
}

export interface Member {
  readonly user: User;
  readonly guild: Guild;
  nick: string | null;
  /** Role ids, without `@everyone`. */
  roles: string[];
  readonly joinedAt: number;
  premiumSince: number | null;
  /** Unix milliseconds until which the member is timed out. */
  timeoutUntil: number | null;
  mute: boolean;
  deaf: boolean;
  flags: number;
}

export interface Overwrite {
  readonly id: string;
  /** 0 role, 1 member. */
  type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface ForumTag {
  readonly id: string;
  name: string;
  moderated: boolean;
  emojiId: string | null;
  emojiName: string | null;
}

/** A guild channel, a category, a thread, or a direct message channel. */
export interface Channel {
  readonly id: string;
  type: ChannelType;
  readonly guild: Guild | undefined;
  name: string;
  topic: string | null;
  position: number;
  /** The category of a channel, the channel of a thread. */
  parentId: string | null;
  overwrites: Map<string, Overwrite>;
  nsfw: boolean;
  /** Slow mode, in seconds. */
  rateLimitPerUser: number;
  bitrate: number;
  userLimit: number;
  flags: number;
  defaultAutoArchiveDuration: number | null;
  defaultThreadRateLimitPerUser: number;
  availableTags: ForumTag[];
  defaultReactionEmoji: { emoji_id: string | null; emoji_name: string | null } | null;
  defaultSortOrder: number | null;
  defaultForumLayout: number;
  readonly thread: Thread | undefined;
  /** The other side of a direct message channel. */
  readonly recipients: User[];
  readonly messages: Map<string, Message>;
  lastMessageId: string | null;
  lastPinAt: number | null;
  /** When each person last wrote, for slow mode. */
  readonly lastWrites: Map<string, number>;
}

/** What a thread has beyond a channel. */
export interface Thread {
  readonly ownerId: string;
  archived: boolean;
  locked: boolean;
  invitable: boolean;
  /** Minutes without activity until the thread is archived. */
  autoArchiveDuration: number;
  archiveChangedAt: number;
  readonly createdAt: number;
  lastActiveAt: number;
  readonly members: Map<string, { userId: string; joinedAt: number; flags: number }>;
  messageCount: number;
  totalMessageSent: number;
  appliedTags: string[];
}

export interface Attachment {
  readonly id: string;
  readonly channelId: string;
  filename: string;
  title: string | undefined;
  description: string | undefined;
  contentType: string | undefined;
  size: number;
  width: number | null;
  height: number | null;
  ephemeral: boolean;
  spoiler: boolean;
  readonly content: Uint8Array;
}

export interface Reaction {
  emoji: { id: string | null; name: string | null; animated?: boolean };
  readonly userIds: Set<string>;
}

/** A message component as it is stored: the wire shape with every `id` filled in. */
export type Component = Record<string, unknown> & { type: number; id?: number };

export interface Message {
  readonly id: string;
  readonly channel: Channel;
  readonly type: MessageType;
  readonly author: User;
  /** Set when a webhook or an interaction wrote it; the name and avatar that it was written under. */
  readonly webhook:
    | { id: string; applicationId: string | null; username?: string; avatar?: string | null }
    | undefined;
  content: string;
  embeds: APIEmbed[];
  attachments: Attachment[];
  components: Component[];
  flags: number;
  readonly tts: boolean;
  readonly createdAt: number;
  editedAt: number | null;
  pinnedAt: number | null;
  mentionEveryone: boolean;
  mentions: User[];
  mentionRoles: string[];
  readonly reactions: Reaction[];
  readonly nonce: string | number | undefined;
  readonly reference:
    | { message_id?: string; channel_id: string; guild_id?: string; type: number }
    | undefined;
  /** The message that a reply answers, or `null` when that one was gone already. */
  readonly referenced: Message | null | undefined;
  /** What a forward carries. */
  readonly snapshots: unknown[] | undefined;
  /** The interaction that it answers. */
  readonly interaction: MessageInteraction | undefined;
  readonly poll: unknown;
  readonly stickers: { id: string; name: string; format_type: number }[];
  /** The thread that was started from it. */
  threadId: string | undefined;
  /** Set for an ephemeral message: the one person who sees it. */
  readonly visibleTo: string | undefined;
  /** True once it is gone, for those that still refer to it. */
  deleted: boolean;
}

export interface MessageInteraction {
  readonly id: string;
  readonly type: number;
  readonly user: User;
  /** Name of the command, for type 2. */
  readonly name: string | undefined;
  readonly originalResponseMessageId?: string;
  readonly interactedMessageId?: string;
  /** Who installed the application, as `authorizing_integration_owners` says it. */
  readonly owners?: Record<string, string>;
  readonly triggering?: MessageInteraction;
}

export interface Webhook {
  readonly id: string;
  readonly token: string;
  channelId: string;
  readonly guildId: string;
  name: string;
  avatar: string | null;
  readonly applicationId: string | null;
  readonly creator: User;
}

export interface AuditLogEntry {
  readonly id: string;
  readonly actionType: number;
  readonly userId: string;
  readonly targetId: string | null;
  readonly reason: string | undefined;
  readonly changes: { key: string; old_value?: unknown; new_value?: unknown }[];
  readonly options: Record<string, string> | undefined;
}

/** What the bot answered an interaction with. */
export type Answer =
  | { kind: 'message'; messageId: string }
  | { kind: 'deferred'; messageId: string }
  | { kind: 'deferred-update' }
  | { kind: 'updated'; messageId: string }
  | { kind: 'modal'; modal: { custom_id: string; title: string; components: Component[] } }
  | { kind: 'choices'; choices: { name: string; value: string | number }[] }
  | { kind: 'activity'; instanceId: string }
  | { kind: 'premium' };

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly application: Application;
  /** 2 command, 3 component, 4 autocomplete, 5 modal submit. */
  readonly type: 2 | 3 | 4 | 5;
  readonly user: User;
  readonly member: Member | undefined;
  readonly channel: Channel;
  readonly createdAt: number;
  /** The command's name with its group and subcommand, like `ticket create`, for type 2 and 4. */
  readonly commandName: string | undefined;
  /** 1 chat input, 2 user, 3 message; for type 2 and 4. */
  readonly commandType: number | undefined;
  /** The message with the component, or the one whose button opened the modal. */
  readonly message: Message | undefined;
  readonly triggering: MessageInteraction | undefined;
  answer: Answer | undefined;
  answeredAt: number | undefined;
  /** Set once the answer is a message: the `@original`. */
  originalId: string | undefined;
  followUps: number;
  /** Called once, with the first answer. */
  onAnswer?: () => void;
  /** Called once, when a deferred answer is filled in. */
  onFilled?: () => void;
}
