/**
 * Discord's limits, as values: rules and routes read them here. Numbers are counts or characters unless the name says
 * otherwise; characters are Unicode code points, as Discord counts them. The length of a field that Discord's
 * specification bounds is not here: the body's schema holds to it.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Source: https://docs.discord.com/developers/resources/message#create-message */
export const messageLimits = {
  content: 2000,
  files: 10,
  nonce: 25,
  /** Messages that one request lists. */
  fetch: 100,
  bulkDelete: { min: 2, max: 100, ageInMs: 14 * DAY },
  /** Different emoji on one message (30010). */
  reactions: 20,
  /** Pinned messages of a channel (30003). */
  pins: 250,
} as const;

/** Source: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export const embedLimits = {
  /** Title, description, field names and values, footer and author of all embeds of a message together. */
  total: 6000,
} as const;

/** Source: https://docs.discord.com/developers/components/reference */
export const componentLimits = {
  /** Rows of a message without the components V2 flag. */
  legacyRows: 5,
  rowButtons: 5,
  /** Components of a message with the flag, nested ones counted. */
  total: 40,
  /** Characters of all text displays together. */
  text: 4000,
} as const;

/** Source: https://docs.discord.com/developers/interactions/receiving-and-responding */
export const interactionLimits = {
  /** How long an application has for its first answer. */
  answerInMs: 3 * SECOND,
  /** How long the token of an answered interaction works. */
  tokenInMs: 15 * MINUTE,
  /** Follow-ups that an application may send where only a person has installed it. */
  followUpsWithoutBot: 5,
} as const;

/** Source: https://docs.discord.com/developers/interactions/receiving-and-responding#modal */
export const modalLimits = { components: 5, textInput: 4000 } as const;

/** Source: https://docs.discord.com/developers/interactions/application-commands */
export const commandLimits = {
  /** Commands of one scope (global, or one guild), by type: chat input, user, message, entry point. */
  perScope: { 1: 100, 2: 15, 3: 15, 4: 1 } as Readonly<Record<number, number>>,
  description: 100,
  choiceValue: 100,
  /** The text that a person puts into a string option. */
  optionText: 6000,
  /** Names, descriptions and choice values of a whole command, of each the longest localization. */
  total: 8000,
  /** Who may use a command: roles, people and channels that are named. */
  permissions: 100,
  /** Creates a day and guild (30034). */
  createsPerDay: 200,
} as const;

/** Source: https://docs.discord.com/developers/resources/poll */
export const pollLimits = { answer: 55 } as const;

/** Source: https://docs.discord.com/developers/resources/channel */
export const channelLimits = {
  name: { min: 1, max: 100 },
  topic: 1024,
  forumTopic: 4096,
  /** Channels of a guild (30013), categories among them. */
  perGuild: 500,
  perCategory: 50,
  overwrites: 1000,
  slowmodeInSeconds: 21_600,
} as const;

/** Source: https://docs.discord.com/developers/topics/threads */
export const threadLimits = {
  members: 1000,
  /** Where Discord stops counting the members of a thread. */
  countedMembers: 50,
  /** Threads of a guild that are not archived (160006). */
  active: 1000,
  /** Posts of one forum that are pinned at a time (30047). */
  pinnedPosts: 1,
} as const;

/** Source: https://docs.discord.com/developers/resources/webhook */
export const webhookLimits = { perChannel: 15, name: { min: 1, max: 80 } } as const;

/** Source: https://docs.discord.com/developers/resources/guild */
export const guildLimits = {
  name: { min: 2, max: 100 },
  /** `@everyone` among them. */
  roles: 250,
  nick: 32,
  bio: 190,
  /** The longest timeout of a member. */
  timeoutInMs: 28 * DAY,
  bulkBan: { min: 1, max: 200 },
  /** The reason that the audit log keeps. */
  auditReason: 512,
} as const;

/** Source: https://docs.discord.com/developers/resources/user#usernames-and-nicknames */
export const userLimits = { name: { min: 2, max: 32 } } as const;

/** Source: https://docs.discord.com/developers/reference#uploading-files */
export const uploadLimits = {
  /** The largest file of an account without Nitro, in a guild without boosts. */
  fileInBytes: 10 * 1024 * 1024,
  requestInBytes: 25 * 1024 * 1024,
  /** Links that one request renews. */
  refreshedLinks: { min: 1, max: 50 },
} as const;

/** Source: https://docs.discord.com/developers/events/gateway and `…/events/gateway-events` */
export const gatewayLimits = {
  sendsPerMinute: 120,
  /** The largest payload that a client may send. */
  payloadInBytes: 4096,
  /** How many times a day an application may identify. */
  startsPerDay: 1000,
  guildsPerShard: 2500,
  /** Members at which a guild counts as large. */
  largeThreshold: { min: 50, max: 250 },
  /** Members that a search or a list of ids gives, and that one chunk of a list carries. */
  foundMembers: 100,
  chunkMembers: 1000,
  /** A longer nonce of a request for members is ignored. */
  nonceInBytes: 32,
} as const;
