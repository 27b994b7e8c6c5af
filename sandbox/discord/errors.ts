import { RESTJSONErrorCodes as Code } from 'discord-api-types/v10';

/**
 * The error codes that the server answers with: HTTP status and text.
 * Source: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
const known: Record<number, readonly [status: number, message: string]> = {
  [Code.GeneralError]: [400, '400: Bad Request'],
  [Code.UnknownApplication]: [404, 'Unknown Application'],
  [Code.UnknownChannel]: [404, 'Unknown Channel'],
  [Code.UnknownGuild]: [404, 'Unknown Guild'],
  [Code.UnknownInvite]: [404, 'Unknown Invite'],
  [Code.UnknownMember]: [404, 'Unknown Member'],
  [Code.UnknownMessage]: [404, 'Unknown Message'],
  [Code.UnknownPermissionOverwrite]: [404, 'Unknown Overwrite'],
  [Code.UnknownRole]: [404, 'Unknown Role'],
  [Code.UnknownToken]: [404, 'Unknown Token'],
  [Code.UnknownUser]: [404, 'Unknown User'],
  [Code.UnknownEmoji]: [404, 'Unknown Emoji'],
  [Code.UnknownWebhook]: [404, 'Unknown Webhook'],
  [Code.UnknownTag]: [404, 'Unknown tag'],
  [Code.UnknownBan]: [404, 'Unknown Ban'],
  [Code.UnknownInteraction]: [404, 'Unknown interaction'],
  [Code.UnknownApplicationCommand]: [404, 'Unknown application command'],
  [Code.UnknownApplicationCommandPermissions]: [404, 'Unknown application command permissions'],
  [Code.BotsCannotUseThisEndpoint]: [403, 'Bots cannot use this endpoint'],
  [Code.NotAuthorizedToPerformThisActionOnThisApplication]: [
    403,
    'You are not authorized to perform this action on this application',
  ],
  [Code.OnlyTheOwnerOfThisAccountCanPerformThisAction]: [
    403,
    'Only the owner of this account can perform this action',
  ],
  [Code.ChannelWriteRateLimit]: [
    429,
    'The write action you are performing on the channel has hit the write rate limit',
  ],
  [Code.ServerWriteRateLimit]: [
    429,
    'The write action you are performing on the server has hit the write rate limit',
  ],
  [Code.MaximumNumberOfPinsReachedForTheChannel]: [400, 'Maximum number of pins reached (250)'],
  [Code.MaximumNumberOfGuildRolesReached]: [400, 'Maximum number of server roles reached (250)'],
  [Code.MaximumNumberOfWebhooksReached]: [400, 'Maximum number of webhooks reached (15)'],
  [Code.MaximumNumberOfReactionsReached]: [400, 'Maximum number of reactions reached (20)'],
  [Code.MaximumNumberOfGuildChannelsReached]: [400, 'Maximum number of server channels reached (500)'],
  [Code.MaximumNumberOfAttachmentsInAMessageReached]: [
    400,
    'Maximum number of attachments in a message reached (10)',
  ],
  [Code.MaximumThreadParticipantsReached]: [
    400,
    'Maximum number of thread participants has been reached (1000)',
  ],
  [Code.MaximumDailyApplicationCommandCreatesReached]: [
    400,
    'Max number of daily application command creates has been reached (200)',
  ],
  [Code.MaximumNumberOfApplicationCommandsReached]: [400, 'Maximum number of application commands reached'],
  [Code.MaximumNumberOfPinnedThreadsInForumHasBeenReached]: [
    400,
    'Maximum number of pinned threads in a forum channel has been reached',
  ],
  [Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached]: [
    429,
    'Maximum number of edits to messages older than 1 hour reached. Try again later',
  ],
  [Code.MaximumNumberOfChannelPermissionOverwritesReached]: [
    400,
    'Maximum number of permission overwrites reached (1000)',
  ],
  [Code.TheChannelsForThisGuildAreTooLarge]: [400, 'The channels for this guild are too large'],
  [Code.Unauthorized]: [401, 'Unauthorized. Provide a valid token and try again'],
  [Code.OpeningDirectMessagesTooFast]: [429, 'You are opening direct messages too fast'],
  [Code.RequestEntityTooLarge]: [413, 'Request entity too large. Try sending something smaller in size'],
  [Code.TargetUserIsNotConnectedToVoice]: [400, 'Target user is not connected to voice.'],
  [Code.UserBannedFromThisGuild]: [403, 'The user is banned from this guild'],
  [Code.ThisMessageWasAlreadyCrossposted]: [400, 'This message has already been crossposted'],
  [Code.ApplicationCommandWithThatNameAlreadyExists]: [
    400,
    'An application command with that name already exists',
  ],
  [Code.ThereAreNoTagsAvailableThatCanBeSetByNonModerators]: [
    400,
    'There are no tags available that can be set by non-moderators',
  ],
  [Code.TagRequiredToCreateAForumPostInThisChannel]: [
    400,
    'A tag is required to create a forum post in this channel',
  ],
  [Code.InteractionHasAlreadyBeenAcknowledged]: [400, 'Interaction has already been acknowledged.'],
  [Code.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages]: [
    400,
    'This interaction has hit the maximum number of follow up messages',
  ],
  [Code.MissingAccess]: [403, 'Missing Access'],
  [Code.CannotExecuteActionOnDMChannel]: [403, 'Cannot execute action on a DM channel'],
  [Code.CannotEditMessageAuthoredByAnotherUser]: [403, 'Cannot edit a message authored by another user'],
  [Code.CannotSendAnEmptyMessage]: [400, 'Cannot send an empty message'],
  [Code.CannotSendMessagesToThisUser]: [403, 'Cannot send messages to this user'],
  [Code.CannotSendMessagesInNonTextChannel]: [400, 'Cannot send messages in a non-text channel'],
  [Code.MissingPermissions]: [403, 'Missing Permissions'],
  [Code.InvalidToken]: [401, 'Invalid authentication token provided'],
  [Code.ProvidedTooFewOrTooManyMessagesToDelete]: [
    400,
    'You can only bulk delete between 2 and 100 messages in one call',
  ],
  [Code.MessageCanOnlyBePinnedInTheChannelItWasSentIn]: [
    400,
    'A message can only be pinned in the channel it was sent in',
  ],
  [Code.CannotExecuteActionOnSystemMessage]: [403, 'Cannot execute action on a system message'],
  [Code.CannotExecuteActionOnThisChannelType]: [400, 'Cannot execute action on this channel type'],
  [Code.MissingRequiredOAuth2Scope]: [403, 'Missing OAuth2 scope'],
  [Code.InvalidWebhookToken]: [401, 'Invalid Webhook Token'],
  [Code.InvalidRole]: [400, 'Invalid role'],
  [Code.InvalidRecipients]: [400, 'Invalid Recipient(s)'],
  [Code.OneOfTheMessagesProvidedWasTooOldForBulkDelete]: [
    400,
    'You can only bulk delete messages that are under 14 days old.',
  ],
  [Code.InvalidGuild]: [400, 'Invalid Guild'],
  [Code.FailedToBanUsers]: [400, 'Failed to ban users'],
  [Code.InvalidFormBodyOrContentType]: [400, 'Invalid Form Body'],
  [Code.FileUploadedExceedsMaximumSize]: [400, 'File uploaded exceeds the maximum size'],
  [Code.CannotDeleteChannelRequiredForCommunityGuilds]: [
    400,
    'Cannot delete a channel required for Community guilds',
  ],
  [Code.InvalidMessageType]: [400, 'Invalid message type'],
  [Code.InvalidStickerSent]: [400, 'Invalid sticker sent'],
  [Code.CommunityServerChannelsMustBeTextChannels]: [400, 'Community server channels must be text channels'],
  [Code.ServerNeedsMoreBoostsToPerformThisAction]: [
    403,
    'This server needs more boosts to perform this action',
  ],
  [Code.InvalidActionOnArchivedThread]: [400, 'Thread is archived'],
  [Code.RequestBodyContainsInvalidJSON]: [400, 'The request body contains invalid JSON.'],
  [Code.OwnerCannotBePendingMember]: [403, 'The owner of this guild cannot be pending'],
  [Code.ReactionWasBlocked]: [403, 'Reaction was blocked'],
  [Code.ThreadAlreadyCreatedForMessage]: [400, 'A thread has already been created for this message'],
  [Code.CannotReplyWithoutPermissionToReadMessageHistory]: [
    403,
    'Cannot reply without permission to read message history',
  ],
  [Code.ThreadLocked]: [400, 'Thread is locked'],
  160014: [403, 'You cannot forward a message whose content you cannot read'],
  [Code.MaximumActiveThreads]: [400, 'Maximum number of active threads reached'],
  [Code.WebhooksPostedToForumChannelsMustHaveAThreadNameOrThreadId]: [
    400,
    'Webhooks posted to forum channels must have a thread_name or thread_id',
  ],
  [Code.WebhooksPostedToForumChannelsCannotHaveBothAThreadNameAndThreadId]: [
    400,
    'Webhooks posted to forum channels cannot have both a thread_name and thread_id',
  ],
  [Code.WebhooksCanOnlyCreateThreadsInForumChannels]: [
    400,
    'Webhooks can only create threads in forum channels',
  ],
  [Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]: [
    403,
    'Cannot send messages to this user due to having no mutual guilds',
  ],
};

/** Whether a code is one that the server answers with; 0 is the HTTP layer's own. */
export function isKnownCode(code: number): boolean {
  return code === 0 || code in known;
}

/** What the server refuses a request with. Anything else that is thrown is a fault of the server itself. */
export class DiscordError extends Error {
  readonly code: number;
  readonly status: number;
  /** More members of the answer's body: the tree of a form error, the seconds of a rate limit. */
  readonly extra: Record<string, unknown> | undefined;

  /** @param code a code of the table; `status` and `message` differ from the table's only where Discord's do. */
  constructor(
    code: number,
    options: { status?: number; message?: string; extra?: Record<string, unknown> } = {},
  ) {
    const [status, message] = known[code] ?? [400, `Error ${code}`];
    // A refusal is an answer, not a fault of ours: where it was thrown interests nobody, and writing it down is slow.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(options.message ?? message);
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.status = options.status ?? status;
    this.extra = options.extra;
  }

  get body(): Record<string, unknown> {
    return { message: this.message, code: this.code, ...this.extra };
  }
}

/** Answers of the HTTP layer itself, which carry code 0. */
export const httpError = {
  unauthorized: () => new DiscordError(0, { status: 401, message: '401: Unauthorized' }),
  forbidden: () => new DiscordError(0, { status: 403, message: '403: Forbidden' }),
  notFound: () => new DiscordError(0, { status: 404, message: '404: Not Found' }),
  methodNotAllowed: () => new DiscordError(0, { status: 405, message: '405: Method Not Allowed' }),
  unsupportedMediaType: () => new DiscordError(0, { status: 415, message: '415: Unsupported Media Type' }),
  /** A fault of the server itself; whoever sees it should report it. */
  ownFault: (message: string) =>
    new DiscordError(0, {
      status: 500,
      message: `500: Internal Server Error (a fault of the local Discord): ${message}`,
    }),
  serviceUnavailable: () => new DiscordError(0, { status: 503, message: '503: Service Unavailable' }),
  notImplemented: (route: string) =>
    new DiscordError(0, { status: 501, message: `The local Discord does not have this route: ${route}` }),
};
