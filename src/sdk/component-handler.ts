import { Piece } from '@sapphire/framework';
import type { AnySelectMenuInteraction, ButtonInteraction, ModalSubmitInteraction } from 'discord.js';

/**
 * Answers the buttons, menus and modals of one action. Their custom id is `plugin:action:argument...`, made by
 * `plugin.customId(action, ...arguments)`. The host finds the handler by the first two parts, without asking the others;
 * the arguments come in as they were given. It works for as long as the message exists: nothing is kept in memory.
 *
 * It lives in `interaction-handlers/`, next to Sapphire's own `InteractionHandler` pieces, which work too. The action
 * is the file's name (`interaction-handlers/end.ts` answers `end`), unless the options say otherwise.
 */
export abstract class ComponentHandler extends Piece<ComponentHandler.Options> {
  readonly action: string;

  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options = {}) {
    super(context, options);
    this.action = options.action ?? this.location.name.replace(/\.[cm]?[jt]s$/, '');
  }

  abstract run(interaction: ComponentInteraction, args: string[]): unknown;
}

/** What a {@link ComponentHandler} may be called with; narrow it with `isButton()` and the like. */
export type ComponentInteraction =
  | ButtonInteraction<'cached'>
  | AnySelectMenuInteraction<'cached'>
  | ModalSubmitInteraction<'cached'>;

export namespace ComponentHandler {
  export type Options = Piece.Options & {
    /** The second part of the custom id. Lower-case letters, digits and dashes. */
    readonly action?: string;
  };
  export type LoaderContext = Piece.LoaderContext;
}
