import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { showSession } from '../effects/session-answer.ts';
import pads from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button to leave a session. */
export class LeaveHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [session = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    await showSession(interaction, orRefuse(await pads.parts.attendance.leave(guildId, session, user.id)));
  }
}
