import type { RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { type AllowedMentions, createMessage } from '../../state/messages.ts';
import type { Component } from '../../state/types.ts';
import { messageObject } from '../../wire/message.ts';
import { channelFor, messageIn, needInChannel } from '../access.ts';
import { route } from '../route.ts';
import { spec } from '../spec.ts';

export const messageRoutes = [
  route(
    'POST',
    '/channels/:channel_id/messages',
    {
      body: spec<RESTPostAPIChannelMessageJSONBody>('MessageCreateRequest'),
      answer: spec('MessageResponse'),
    },
    (call) => {
      const { world, user, params, body } = call;
      const { channel, me } = channelFor(call, params.channel_id);
      needInChannel(call, me, channel, P.SendMessages);
      const message = createMessage(world, channel, {
        author: user,
        content: body.content ?? '',
        embeds: body.embeds ?? [],
        components: (body.components ?? []) as unknown as Component[],
        allowedMentions: body.allowed_mentions as AllowedMentions | undefined,
      });
      return messageObject(message, { ...world.view, reader: user.id });
    },
  ),
  route('GET', '/channels/:channel_id/messages/:message_id', { answer: spec('MessageResponse') }, (call) => {
    const { channel, me } = channelFor(call, call.params.channel_id);
    needInChannel(call, me, channel, P.ReadMessageHistory);
    return messageObject(messageIn(channel, call.params.message_id), {
      ...call.world.view,
      reader: call.user.id,
    });
  }),
];
