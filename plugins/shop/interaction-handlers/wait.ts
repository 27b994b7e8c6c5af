import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button of somebody who wants to hear when something can be bought again. */
export class WaitHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'buy' });
  }

  override async run(interaction: ComponentInteraction, [product = '']: string[]): Promise<void> {
    const { guildId, user, channelId } = interaction;
    const who = { user: user.id, channel: channelId ?? '' };
    const waits = orRefuse(await plugin.parts.waiters.toggle(guildId, product, who));
    const { t } = readerOf(interaction);
    await respond(interaction, { content: t(waits ? 'done.waiting' : 'done.not-waiting'), private: true });
  }
}
