import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { stillNeeded } from '../effects/activity.ts';
import plugin from '../plugin.ts';
import { ticketOf } from '../rights.ts';

/** The button with which somebody says that a ticket is still needed, without writing a word. */
export class StillHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, member } = interaction;
    await stillNeeded(await ticketOf(guildId, id), member);
    const { t } = await plugin.host.texts.ofGuild(guildId);
    await respond(interaction, {
      content: t('automation.stays', { user: String(member) }),
      allowedMentions: { parse: [] },
    });
  }
}
