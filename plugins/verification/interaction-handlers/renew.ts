import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { taskView } from '../views/task.ts';

/** The New words button: other words, on the same message. */
export class RenewHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'verify' });
  }

  override async run(interaction: ComponentInteraction): Promise<void> {
    const { guildId, user, locale } = interaction;
    const task = orRefuse(await plugin.parts.verifications.renew(guildId, user.id));
    await update(interaction, taskView(task, plugin.host.texts.in(locale)));
  }
}
