import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { panel, text } from '../../sdk/panel.ts';
import { update } from '../../sdk/respond.ts';
import guildhall from '../plugin.ts';

/** Removes what is stored about the person who clicks. */
export class PrivacyEraseHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction): Promise<void> {
    await interaction.deferUpdate();
    const userId = interaction.user.id;
    const { failed } = await guildhall.parts.privacy.eraseUser(userId, userId);
    const t = guildhall.host.texts.in(interaction.locale);
    const done =
      failed.length === 0 ? t('privacy.erased') : t('privacy.partly', { plugins: failed.join(', ') });
    await update(interaction, panel([text(done)]));
  }
}
