import { ComponentHandler, type ComponentInteraction, Refusal, update } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { wrongAccount } from '../views/account-card.ts';
import { shown } from '../views/refusal.ts';

/** "Not me": the card goes. */
export class NotMeHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [user = '']: string[]): Promise<void> {
    if (interaction.user.id !== user) {
      throw shown(new Refusal('not-your-card', { user }));
    }
    await update(interaction, wrongAccount(plugin.host.texts.in(interaction.locale)));
  }
}
