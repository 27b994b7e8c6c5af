import type { APIInteractionResponse } from 'discord-api-types/v10';
import { interactionFor, needUnanswered } from '../../state/interactions.ts';
import { callbackObject } from '../../wire/interaction.ts';
import { spec } from '../body/spec.ts';
import { answer } from '../messages/callback-answers.ts';
import { queryFlag } from '../query.ts';
import { route } from '../route.ts';
import { callbackRules, callbackSchema } from '../rules/callback.ts';

export const interactionRoutes = [
  route(
    'POST',
    '/interactions/:interaction_id/:interaction_token/callback',
    {
      auth: 'none',
      exempt: true,
      body: (call) => callbackSchema<APIInteractionResponse>(call.body),
      rules: (body, errors, { world, params, files }) =>
        callbackRules(body, errors, {
          files,
          interaction: world.interactions.get(params.interaction_id ?? ''),
        }),
      answer: spec('InteractionCallbackResponse'),
    },
    (call) => {
      const { world, params, body } = call;
      const interaction = interactionFor(world, params.interaction_id, params.interaction_token);
      needUnanswered(world, interaction);
      answer(call, interaction, body.type, 'data' in body ? body.data : undefined);
      return queryFlag(call, 'with_response')
        ? callbackObject(interaction, body.type, world.view)
        : undefined;
    },
  ),
];
