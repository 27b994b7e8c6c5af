import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { giveFiles } from '../effects/asked-transcript.ts';
import { ticketOf } from '../rights.ts';

/** The button that gives the files which lie beside the page of a transcript, an archive at a time. */
export class TranscriptFilesHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '', part]: string[]): Promise<void> {
    if (interaction.isButton()) {
      await giveFiles(interaction, await ticketOf(interaction.guildId, id), Number(part) || 0);
    }
  }
}
