import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { stepAnswer } from '../effects/step-screen.ts';

/** Chooses a step on the screen of `/order steps`. */
export class StepsHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'steps' });
  }

  override async run(interaction: ComponentInteraction): Promise<void> {
    if (interaction.isStringSelectMenu()) {
      await update(interaction, await stepAnswer(interaction, interaction.values[0]));
    }
  }
}
