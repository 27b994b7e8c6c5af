import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { showSession } from '../effects/session-answer.ts';
import pads from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button to take part in a session. */
export class JoinHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [session = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    await showSession(interaction, orRefuse(await pads.parts.attendance.join(guildId, session, user.id)));
  }
}
