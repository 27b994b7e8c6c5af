import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { auditPage } from '../audit-page.ts';

/** Turns the pages of who gave and took what. */
export class AuditHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'see' });
  }

  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    await update(interaction, await auditPage(interaction.guildId, Number(page), interaction.locale));
  }
}
