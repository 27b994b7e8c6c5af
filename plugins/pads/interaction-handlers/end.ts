import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { showSession } from '../effects/session-answer.ts';
import { moverOf } from '../mover.ts';
import pads from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that ends a session. */
export class EndHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [session = '']: string[]): Promise<void> {
    const mover = await moverOf(interaction.member);
    const ended = await pads.parts.endings.end(interaction.guildId, session, mover);
    await showSession(interaction, orRefuse(ended));
  }
}
