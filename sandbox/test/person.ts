import { createUser } from '../discord/state/accounts.ts';
import { type CommandData, putCommand } from '../discord/state/commands.ts';
import { addMember } from '../discord/state/guilds.ts';
import {
  autocompleteData,
  type CommandInput,
  commandData,
  componentData,
  modalData,
} from '../discord/state/interaction-data.ts';
import type { Actor, ModalValue, Value } from '../discord/state/interaction-input.ts';
import { createInteraction } from '../discord/state/interactions.ts';
import { createMessage } from '../discord/state/messages.ts';
import type { Channel, Component, Interaction, Message } from '../discord/state/types.ts';
import type { Answered, RequestOptions, Stage } from './stage.ts';

/** A person who uses the stage's bot, and the bot's requests that answer. */
export class Person {
  readonly stage: Stage;
  readonly actor: Actor;

  constructor(stage: Stage, options: { name?: string; channel?: Channel } = {}) {
    const { world, application, guild, general } = stage;
    const user = createUser(world, options.name ?? 'ada');
    addMember(world, guild, user);
    this.stage = stage;
    this.actor = { world, application, user, channel: options.channel ?? general };
  }

  /** Uses a command, which is registered on the way. */
  uses(data: Partial<CommandData> = {}, input: CommandInput = {}): Interaction {
    return createInteraction(this.actor.world, {
      ...this.actor,
      ...commandData(this.actor, this.#command(data), input),
    });
  }

  /** Types in an option with autocomplete. */
  types(data: Partial<CommandData>, input: CommandInput & { focused: string }): Interaction {
    const part = autocompleteData(this.actor, this.#command(data), input);
    return createInteraction(this.actor.world, { ...this.actor, ...part });
  }

  /** Uses a component of a message: of one with a single button, when none is given. */
  clicks(message: Message = this.button(), customId = 'press', values?: readonly Value[]): Interaction {
    const part = componentData(this.actor, message, customId, values);
    return createInteraction(this.actor.world, { ...this.actor, ...part });
  }

  submits(opened: Interaction, values: Record<string, ModalValue> = {}): Interaction {
    const part = modalData(this.actor, opened, values);
    return createInteraction(this.actor.world, { ...this.actor, ...part });
  }

  /** A message of the bot with components, ephemeral to this person or not. */
  shown(components: object[], options: { ephemeral?: boolean } = {}): Message {
    const { world, user, application, channel } = this.actor;
    return createMessage(world, channel, {
      author: application.bot,
      content: 'Here',
      components: [{ type: 1, components: components as Component[] }],
      flags: options.ephemeral ? 64 : 0,
      visibleTo: options.ephemeral ? user.id : undefined,
    });
  }

  button(options: { ephemeral?: boolean } = {}): Message {
    return this.shown([{ type: 2, style: 1, label: 'Press', custom_id: 'press' }], options);
  }

  #command(data: Partial<CommandData>) {
    const { world, application, channel } = this.actor;
    return putCommand(world, application, channel.guild, { name: 'ask', description: 'Asks', ...data });
  }
}

/** The bot's first answer to an interaction. @param query like `?with_response=true`. */
export function answers(
  stage: Stage,
  interaction: Interaction,
  body: unknown,
  query = '',
  options: RequestOptions = {},
): Promise<Answered> {
  const path = `/interactions/${interaction.id}/${interaction.token}/callback${query}`;
  return stage.api('POST', path, body, { authorization: null, ...options });
}

/** A request with the interaction's token as a webhook's. @param path what follows the token, like `/messages/@original`. */
export function withToken(
  stage: Stage,
  interaction: Interaction,
  method: string,
  path = '',
  body?: unknown,
  options: RequestOptions = {},
): Promise<Answered> {
  const url = `/webhooks/${interaction.application.id}/${interaction.token}${path}`;
  return stage.api(method, url, body, { authorization: null, ...options });
}

/** A modal with one labelled text input, as callback type 9 carries it. */
export const modal = {
  type: 9,
  data: {
    custom_id: 'form',
    title: 'Your request',
    components: [
      { type: 18, label: 'Why?', component: { type: 4, custom_id: 'why', style: 1, min_length: 3 } },
    ],
  },
};
