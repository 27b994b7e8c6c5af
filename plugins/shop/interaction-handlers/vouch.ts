import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { ownOrder } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';
import { voucherOf } from '../effects/vouch.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { vouchForm } from '../views/vouch.ts';

/** The button with which a buyer says how it was, and the form that asks. */
export class VouchHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId } = interaction;
    const { t } = readerOf(interaction);
    const { vouches } = plugin.parts;
    const by = await voucherOf(interaction);
    if (!interaction.isModalSubmit()) {
      const before = orRefuse(await vouches.open(guildId, id, by));
      await interaction.showModal(vouchForm(await ownOrder(interaction, id), before, t));
      return;
    }
    const { fields } = interaction;
    const said = {
      stars: Number(fields.getStringSelectValues('stars')[0]),
      text: fields.getTextInputValue('text'),
    };
    orRefuse(await vouches.say(guildId, id, by, said));
    await respond(interaction, { content: t('done.vouched'), private: true });
  }
}
