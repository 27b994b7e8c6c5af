import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { runView } from '../views/refresh.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that ends a refresh of everybody. */
export class CancelRefreshHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'refresh.all' });
  }

  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const run = orRefuse(await plugin.parts.runs.cancel(guildId, id, user.id));
    const { t } = await plugin.host.texts.ofGuild(guildId);
    await update(interaction, runView(run, t));
  }
}
