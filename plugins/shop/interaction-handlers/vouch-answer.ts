import { type ComponentInteraction, Refusal, respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';
import { vouchAnswerForm } from '../views/vouch.ts';

/** The button with which staff answer what a customer says, and the form that asks. */
export class VouchAnswerHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '', mark = '']: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    const t = plugin.host.texts.in(locale);
    const { vouches } = plugin.parts;
    if (!interaction.isModalSubmit()) {
      const vouch = await vouches.of(guildId, id);
      if (!vouch) {
        throw new Refusal('no-vouch');
      }
      await interaction.showModal(vouchAnswerForm(vouch, mark, t));
      return;
    }
    orRefuse(await vouches.answer(guildId, id, user.id, interaction.fields.getTextInputValue('answer')));
    await respond(interaction, { content: t('done.answered'), private: true });
  }
}
