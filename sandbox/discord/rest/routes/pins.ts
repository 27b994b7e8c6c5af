import { AuditLogEvent, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { DiscordError } from '../../errors.ts';
import { messageLimits } from '../../limits.ts';
import { audit } from '../../state/audit-log.ts';
import { pinMessage, pinsOf, unpinMessage } from '../../state/pins.ts';
import type { Message } from '../../state/types.ts';
import { channelFor, messageIn, needInChannel } from '../access.ts';
import { refuseField } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { WRITTEN } from '../messages/message-reference.ts';
import { mayInChannel, needActive, needUnlocked, textChannelFor } from '../messages/send-access.ts';
import { showMessage } from '../messages/show-message.ts';
import { queryInteger } from '../query.ts';
import { type Call, type Route, route } from '../route.ts';

type PinCall = Call<{ channel_id: string; message_id: string }>;

/** Pins that one request gets. */
const PAGE = 50;

const pinPaths = [
  '/channels/:channel_id/messages/pins/:message_id',
  // The older path for the same.
  '/channels/:channel_id/pins/:message_id',
] as const;

export const pinRoutes: readonly Route[] = [
  route('GET', '/channels/:channel_id/messages/pins', { answer: spec('PinnedMessagesResponse') }, (call) => {
    const limit = queryInteger(call, 'limit', { min: 1, max: PAGE, fallback: PAGE });
    const before = timeOf(call.query.before);
    const pins = readablePins(call, call.params.channel_id).filter(({ pinnedAt }) => pinnedAt! < before);
    return {
      items: pins.slice(0, limit).map((message) => ({
        pinned_at: call.world.clock.iso(message.pinnedAt!),
        message: showMessage(call, message),
      })),
      has_more: pins.length > limit,
    };
  }),
  route('GET', '/channels/:channel_id/pins', { answer: z.array(spec('MessageResponse')) }, (call) =>
    readablePins(call, call.params.channel_id)
      .slice(0, PAGE)
      .map((message) => showMessage(call, message)),
  ),
  ...pinPaths.flatMap((path) => [
    route('PUT', path, {}, (call) => {
      const message = pinnable(call);
      if (message.pinnedAt !== null) return undefined;
      if (pinsOf(message.channel).length >= messageLimits.pins) throw new DiscordError(30003);
      pinMessage(call.world, message, call.user);
      record(call, message, AuditLogEvent.MessagePin);
      return undefined;
    }),
    route('DELETE', path, {}, (call) => {
      const message = pinnable(call);
      if (message.pinnedAt === null) return undefined;
      unpinMessage(call.world, message);
      record(call, message, AuditLogEvent.MessageUnpin);
      return undefined;
    }),
  ]),
];

/** Without Read Message History nobody sees any. */
function readablePins(call: Call, channelId: string): Message[] {
  const { channel, me } = textChannelFor(call, channelId);
  return mayInChannel(call, me, channel, P.ReadMessageHistory) ? pinsOf(channel) : [];
}

/** @throws DiscordError 50013 without Pin Messages, 50021 for a system message, 50083 in an archived thread. */
function pinnable(call: PinCall): Message {
  const { channel, me } = channelFor(call, call.params.channel_id);
  needInChannel(call, me, channel, P.PinMessages);
  const message = messageIn(channel, call.params.message_id);
  if (!WRITTEN.has(message.type)) throw new DiscordError(50021);
  needActive(channel);
  needUnlocked(call, me, channel);
  return message;
}

function record(call: PinCall, message: Message, action: AuditLogEvent): void {
  const { guild, id } = message.channel;
  if (!guild) return;
  audit(call.world, guild, {
    action,
    userId: call.user.id,
    targetId: message.author.id,
    reason: call.reason,
    options: { channel_id: id, message_id: message.id },
  });
}

/** @throws DiscordError 50035 when the text is no ISO 8601 time. */
function timeOf(before: string | undefined): number {
  if (before === undefined) return Number.POSITIVE_INFINITY;
  const time = Date.parse(before);
  if (Number.isNaN(time))
    refuseField(['before'], 'DATE_TIME_TYPE_PARSE', `Could not parse ${before}. Should be ISO8601.`);
  return time;
}
