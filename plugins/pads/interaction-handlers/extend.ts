import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { showSession } from '../effects/session-answer.ts';
import { moverOf } from '../mover.ts';
import pads from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that gives a session more time. */
export class ExtendHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [session = '']: string[]): Promise<void> {
    const mover = await moverOf(interaction.member);
    const extended = await pads.parts.board.extend(interaction.guildId, session, mover);
    await showSession(interaction, orRefuse(extended));
  }
}
