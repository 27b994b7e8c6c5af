import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { noteScreen } from '../effects/note-screen.ts';
import plugin from '../plugin.ts';
import { needRight, ticketOf } from '../rights.ts';
import { noteForm } from '../views/notes.ts';
import { orRefuse } from '../views/refusal.ts';

/** The screen of a ticket's notes: its pages, the form for a new one, and the menu that deletes one. */
export class NoteHandler extends ComponentHandler {
  override async run(
    interaction: ComponentInteraction,
    [what, id = '', page = '0']: string[],
  ): Promise<void> {
    const { guildId, member, locale } = interaction;
    const ticket = await ticketOf(guildId, id);
    await needRight('note', member, ticket);
    const { notes } = plugin.parts;
    if (interaction.isModalSubmit()) {
      const text = interaction.fields.getTextInputValue('text');
      orRefuse(await notes.add(guildId, id, text, member.id));
    } else if (what === 'form') {
      await interaction.showModal(noteForm(ticket, plugin.host.texts.in(locale)));
      return;
    } else if (interaction.isStringSelectMenu()) {
      orRefuse(await notes.remove(guildId, id, interaction.values[0]!, member.id));
    }
    const screen = await noteScreen(interaction, ticket, Number(page));
    await update(interaction, screen);
  }
}
