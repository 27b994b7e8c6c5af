import type { ModalSubmitInteraction } from 'discord.js';

/** What stands in a text of a form; nothing for one that the form does not have. */
export const typedIn = ({ fields }: ModalSubmitInteraction, id: string): string =>
  fields.fields.has(id) ? fields.getTextInputValue(id) : '';
