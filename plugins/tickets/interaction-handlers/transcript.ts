import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { giveTranscript } from '../effects/asked-transcript.ts';
import { ticketOf } from '../rights.ts';

/** The button that gives whoever clicks it the transcript of a ticket. */
export class TranscriptHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    if (interaction.isButton()) {
      await giveTranscript(interaction, await ticketOf(interaction.guildId, id));
    }
  }
}
