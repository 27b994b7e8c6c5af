/**
 * Discord's limits, as values: rules and routes read them here. Numbers are counts or characters unless the name says
 * otherwise; characters are Unicode code points, as Discord counts them.
 */

/** Source: https://docs.discord.com/developers/resources/message#create-message */
export const messageLimits = {
  content: 2000,
  embeds: 10,
  files: 10,
  stickers: 3,
  nonce: 25,
  /** Messages that one request lists. */
  fetch: 100,
  bulkDelete: { min: 2, max: 100, ageInMs: 14 * 24 * 60 * 60 * 1000 },
  /** Different emoji on one message (30010). */
  reactions: 20,
  /** Pinned messages of a channel (30003). */
  pins: 250,
} as const;

/** Source: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export const embedLimits = {
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  author: 256,
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
  customId: 100,
  buttonLabel: 80,
  selectOptions: 25,
  placeholder: 150,
} as const;

/** Source: https://docs.discord.com/developers/interactions/receiving-and-responding#modal */
export const modalLimits = {
  components: 5,
  title: 45,
  label: 45,
  labelDescription: 100,
  textInput: 4000,
} as const;

/** Source: https://docs.discord.com/developers/interactions/application-commands */
export const commandLimits = {
  /** Commands of one scope (global, or one guild), by type: chat input, user, message, entry point. */
  perScope: { 1: 100, 2: 15, 3: 15, 4: 1 } as Readonly<Record<number, number>>,
  name: 32,
  description: 100,
  options: 25,
  choices: 25,
  choiceValue: 100,
  /** Names, descriptions and choice values of a whole command, of each the longest localization. */
  total: 8000,
  /** Creates a day and guild (30034). */
  createsPerDay: 200,
} as const;

/** Source: https://docs.discord.com/developers/resources/poll */
export const pollLimits = { question: 300, answer: 55, answers: 10, durationInHours: 768 } as const;

/** Source: https://docs.discord.com/developers/resources/channel */
export const channelLimits = {
  name: 100,
  topic: 1024,
  forumTopic: 4096,
  /** Channels of a guild (30013), of one category. */
  perGuild: 500,
  perCategory: 50,
  overwrites: 100,
  slowmodeInSeconds: 21_600,
  webhooks: 15,
  threadMembers: 1000,
  activeThreads: 1000,
  forumTags: 20,
  appliedTags: 5,
} as const;

/** Source: https://docs.discord.com/developers/resources/guild */
export const guildLimits = {
  roles: 250,
  /** The longest timeout of a member. */
  timeoutInMs: 28 * 24 * 60 * 60 * 1000,
} as const;

/** Source: https://docs.discord.com/developers/reference#uploading-files */
export const uploadLimits = {
  fileInBytes: 10 * 1024 * 1024,
  requestInBytes: 25 * 1024 * 1024,
} as const;
