import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { respond } from '../../sdk/respond.ts';
import { hostName } from '../admin-host.ts';
import { examine } from '../doctor-desk.ts';
import guildhall from '../plugin.ts';

/** Tries what failed in the guild and was laid aside again. */
export class JobsRetryHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction): Promise<void> {
    await interaction.deferUpdate();
    const { jobs, textsOf } = guildhall.parts;
    const { guild, locale } = interaction;
    const count = await jobs.retry(guild.id);
    const note = textsOf(hostName)(locale)('doctor.tried-again', { count });
    await respond(interaction, await examine(guild, locale, note));
  }
}
