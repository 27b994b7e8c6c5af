import { type ComponentInteraction, Refusal } from '@guildhall/sdk';
import { goodsFileLimit } from '../catalogue/goods-files.ts';
import { orderOf } from '../effects/purchases.ts';
import { sayDone } from '../effects/reviewed.ts';
import { typedIn } from '../effects/typed.ts';
import { bytesOf } from '../effects/upload.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';
import { replaceForm } from '../views/staff-forms.ts';

/** The button that asks what was bad, and the form that has another item, or another text or file, sent. */
export class ReplaceHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    const { delivery } = plugin.parts;
    if (!interaction.isModalSubmit()) {
      const goods = (await delivery.goods(id)).filter(({ state }) => state === 'current');
      if (goods.length === 0) {
        throw new Refusal('not-delivered');
      }
      await interaction.showModal(
        replaceForm(await orderOf(guildId, id), goods, plugin.host.texts.in(locale)),
      );
      return;
    }
    const { fields } = interaction;
    const number = Number(fields.getStringSelectValues('item')[0]);
    const reason = fields.getTextInputValue('reason');
    const uploaded = fields.fields.has('file') ? fields.getUploadedFiles('file')?.first() : undefined;
    const file = uploaded && { name: uploaded.name, bytes: await bytesOf(uploaded, goodsFileLimit) };
    const instead = { text: typedIn(interaction, 'content'), file };
    const order = orRefuse(await delivery.replace(guildId, id, number, user.id, reason, instead));
    await sayDone(interaction, order.supply === 'items' ? 'replaced' : 'rewritten', order);
  }
}
