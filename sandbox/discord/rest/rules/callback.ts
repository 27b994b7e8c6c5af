import { InteractionType, InteractionResponseType as R } from 'discord-api-types/v10';
import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import type { Interaction } from '../../state/types.ts';
import { type FormErrors, problem } from '../body/form-errors.ts';
import type { UploadedFile } from '../body/multipart.ts';
import { spec } from '../body/spec.ts';
import { messageRules } from './message.ts';
import { modalRules } from './modal.ts';

export interface CallbackContext {
  readonly files?: readonly UploadedFile[];
  /** What is answered: some types of answer fit some interactions only. */
  readonly interaction?: Pick<Interaction, 'type' | 'message'> | undefined;
}

const message = spec('CreateMessageInteractionCallbackRequest');
const update = spec('UpdateMessageInteractionCallbackRequest');

/** The schema of each type of answer; the ones that are no answer to a bot that is online are left out. */
const schemas: Readonly<Record<number, $ZodType>> = {
  [R.Pong]: spec('PongInteractionCallbackRequest'),
  [R.ChannelMessageWithSource]: message,
  [R.DeferredChannelMessageWithSource]: message,
  [R.DeferredMessageUpdate]: update,
  [R.UpdateMessage]: update,
  [R.ApplicationCommandAutocompleteResult]: spec('ApplicationCommandAutocompleteCallbackRequest'),
  [R.Modal]: spec('ModalInteractionCallbackRequest'),
  [R.LaunchActivity]: spec('LaunchActivityInteractionCallbackRequest'),
  // Deprecated and left out of the specification, but Discord still lists and takes it.
  [R.PremiumRequired]: z.object({ type: z.literal(R.PremiumRequired) }),
};
const types = Object.keys(schemas).map(Number);
const anyType = z.object({ type: z.literal(types) });

/**
 * The schema of an interaction callback, by the body's `type`:
 * `route(..., { body: (call) => callbackSchema(call.body), ... })`. A body of no known type gets one that refuses it.
 */
export function callbackSchema<Body = unknown>(body: unknown): $ZodType<Body> {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  const known = typeof type === 'number' || typeof type === 'string' ? schemas[Number(type)] : undefined;
  return (known ?? anyType) as $ZodType<Body>;
}

/**
 * Adds to `errors` what Discord has against an interaction callback beyond its schema, which it must have passed.
 * @throws DiscordError 50006 for a reply with nothing in it.
 */
export function callbackRules(body: object, errors: FormErrors, context: CallbackContext = {}): void {
  const { type, data } = body as { type: number; data?: object | null };
  const { files = [], interaction } = context;
  if (interaction && !fits(type, interaction)) {
    errors.add(['type'], ...problem.choices(types.filter((other) => fits(other, interaction))));
    return;
  }
  if (!data) {
    const needed = type === R.ChannelMessageWithSource || type === R.UpdateMessage;
    // An uploaded file is a reply too.
    if (needed && files.length === 0) errors.add(['data'], ...problem.required);
    return;
  }
  if (type === R.ChannelMessageWithSource) messageRules(data, errors, { files, path: ['data'] });
  if (type === R.UpdateMessage)
    messageRules(data, errors, { files, path: ['data'], editing: interaction?.message ?? something });
  if (type === R.Modal) modalRules(data, errors, ['data']);
  if (type === R.ApplicationCommandAutocompleteResult) choiceRules(data, errors);
}

/** Stands for the message of a button that the caller did not name: an update may leave everything as it is. */
const something = { content: '...', embeds: [], attachments: [], components: [], flags: 0 };

/**
 * Which answers an interaction takes. Source:
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object and, for a
 * modal that a command opened, whose update may be deferred all the same, https://github.com/discordjs/discord.js/pull/8455
 */
function fits(
  type: number,
  { type: asked, message: source }: Pick<Interaction, 'type' | 'message'>,
): boolean {
  const autocomplete = asked === InteractionType.ApplicationCommandAutocomplete;
  if (autocomplete || type === R.ApplicationCommandAutocompleteResult)
    return autocomplete && type === R.ApplicationCommandAutocompleteResult;
  if (type === R.Pong) return false;
  if (type === R.Modal) return asked !== InteractionType.ModalSubmit;
  if (asked === InteractionType.ModalSubmit) return type !== R.UpdateMessage || source !== undefined;
  if (type === R.DeferredMessageUpdate || type === R.UpdateMessage)
    return asked === InteractionType.MessageComponent;
  return true;
}

/** The schema allows holes in the list of choices. */
function choiceRules(data: object, errors: FormErrors): void {
  const { choices } = data as { choices?: readonly unknown[] | null };
  if (!choices) errors.add(['data', 'choices'], ...problem.required);
  choices?.forEach((choice, index) => {
    if (choice === null) errors.add(['data', 'choices', index], ...problem.required);
  });
}
