import { InteractionHandler, InteractionHandlerTypes, Option } from '@sapphire/framework';
import type { Interaction, RepliableInteraction } from 'discord.js';
import type { Answers } from '../gate/answers.ts';
import type { ComponentHandler, ComponentInteraction } from '../sdk/component-handler.ts';
import { parseCustomId } from '../sdk/custom-id.ts';

export interface ComponentHandlers {
  find(plugin: string, action: string): ComponentHandler | undefined;
  /** Whether a plugin's name is known to this host, loaded or not. */
  knows(plugin: string): boolean;
  /** Is told of an action of a known plugin that nothing answers. */
  unanswered(plugin: string, action: string): void;
}

export interface ComponentRouterOptions extends InteractionHandler.Options {
  readonly handlers: ComponentHandlers;
  readonly answers: Answers;
}

type Routed = {
  readonly handler: ComponentHandler | undefined;
  readonly plugin: string;
  readonly action: string;
  readonly args: string[];
};

/**
 * Brings a click or a sent modal to the handler that its custom id names, in one look-up. A custom id that no handler
 * answers any more is answered here, so that no button ever fails without a word.
 */
export class ComponentRouter extends InteractionHandler<ComponentRouterOptions> {
  constructor(context: InteractionHandler.LoaderContext, options: ComponentRouterOptions) {
    super(context, options);
  }

  override parse(interaction: ComponentInteraction): Option<Routed> {
    const address = parseCustomId(interaction.customId);
    if (!address) {
      return Option.none;
    }
    const handler = this.options.handlers.find(address.plugin, address.action);
    // Sapphire's own handlers may use ids of any shape: only those of a plugin are ours to answer.
    const ours = handler !== undefined || this.options.handlers.knows(address.plugin);
    return ours ? Option.some({ handler, ...address }) : Option.none;
  }

  override async run(interaction: Interaction, parsed?: unknown): Promise<void> {
    const { handler, plugin, action, args } = parsed as Routed;
    if (handler) {
      await handler.run(interaction as ComponentInteraction, args);
    } else {
      this.options.handlers.unanswered(plugin, action);
      await this.options.answers.unknown(interaction as RepliableInteraction);
    }
  }
}

/** A router for each way that a custom id comes back: Sapphire asks a handler for one of them only. */
export const routerTypes = {
  'guildhall/components': InteractionHandlerTypes.MessageComponent,
  'guildhall/modals': InteractionHandlerTypes.ModalSubmit,
} as const;
