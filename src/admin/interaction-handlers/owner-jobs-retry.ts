import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { update } from '../../sdk/respond.ts';
import { refuseAllButOwners } from '../owners.ts';
import guildhall from '../plugin.ts';
import { listPlugins } from '../plugin-desk.ts';

/** Tries what failed, belongs to no guild and was laid aside again. */
export class OwnerJobsRetryHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction): Promise<void> {
    refuseAllButOwners(interaction);
    const count = await guildhall.parts.jobs.retry(null);
    const note = guildhall.host.texts.in(interaction.locale)('doctor.tried-again', { count });
    await update(interaction, await listPlugins(interaction.locale, 0, note));
  }
}
