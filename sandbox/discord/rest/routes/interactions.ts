import type { APIInteractionResponse } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { acknowledge } from '../../state/interactions.ts';
import { createMessage, EPHEMERAL } from '../../state/messages.ts';
import type { Component } from '../../state/types.ts';
import { route } from '../route.ts';
import { spec } from '../spec.ts';

export const interactionRoutes = [
  route(
    'POST',
    '/interactions/:interaction_id/:token/callback',
    {
      auth: 'none',
      exempt: true,
      body: spec<APIInteractionResponse>('CreateMessageInteractionCallbackRequest'),
    },
    ({ world, params, body }) => {
      const interaction = world.interactions.get(params.interaction_id);
      if (!interaction || interaction.token !== params.token) throw new DiscordError(10062);
      if (body.type !== 4) throw new DiscordError(0, { status: 501 });
      const { data } = body;
      const id = world.ids.next();
      acknowledge(world, interaction, { kind: 'message', messageId: id });
      interaction.originalId = id;
      createMessage(world, interaction.channel, {
        id,
        author: interaction.application.bot,
        webhook: { id: interaction.application.id, applicationId: interaction.application.id },
        content: data.content ?? '',
        embeds: data.embeds ?? [],
        components: (data.components ?? []) as unknown as Component[],
        flags: (data.flags as number) ?? 0,
        visibleTo: Number(data.flags ?? 0) & EPHEMERAL ? interaction.user.id : undefined,
        interaction: {
          id: interaction.id,
          type: interaction.type,
          user: interaction.user,
          name: interaction.commandName,
        },
      });
      return undefined;
    },
  ),
];
