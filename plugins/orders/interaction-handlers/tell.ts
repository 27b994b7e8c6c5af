import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { mineAnswer } from '../effects/mine.ts';
import plugin from '../plugin.ts';

/** A customer wishes to be told of changes by direct message, or not. */
export class TellHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [wish, page]: [string, string]): Promise<void> {
    const { guildId, user } = interaction;
    await plugin.parts.wishes.setTells(guildId, user.id, wish === 'on');
    await update(interaction, await mineAnswer(interaction, Number(page)));
  }
}
