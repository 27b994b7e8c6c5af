import {
  fromNow,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  plainLines,
  quiet,
  type Translate,
  textField,
} from '@guildhall/sdk';
import { type APIModalInteractionResponseCallbackData, ButtonStyle, ComponentType } from 'discord.js';
import type { Note } from '../entities/note.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { noteLimit } from '../ticket/notes.ts';
import { numberWords } from './words.ts';

/** What staff wrote down about a ticket, the newest first; whoever clicked alone sees it. */
export function notesView({ id, number }: Ticket, page: Page<Note>, t: Translate): Message {
  const lines = page.rows.map(
    ({ author, createdAt, text }) =>
      `${person(author, t)} · ${fromNow(createdAt)}\n${plainLines(text, noteLimit + 100)}`,
  );
  return {
    embeds: [
      {
        title: t('notes.title', { number: numberWords(number) }),
        description: lines.join('\n\n') || t('notes.none'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: [
      ...(page.rows.length > 0 ? [deleteMenu(id, page, t)] : []),
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Primary,
            label: t('notes.add'),
            custom_id: plugin.customId('note', 'form', id),
          },
        ],
      },
      ...pageButtons(page, (target) => plugin.customId('note', 'page', id, target), t),
    ],
    allowedMentions: quiet,
    private: true,
  };
}

function deleteMenu(
  id: string,
  { rows }: Page<Note>,
  t: Translate,
): NonNullable<Message['components']>[number] {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: plugin.customId('note', 'delete', id),
        placeholder: t('notes.pick'),
        options: rows.map((note) => ({
          label: [...note.text.replace(/\s+/g, ' ')].slice(0, 50).join(''),
          value: note.id,
        })),
      },
    ],
  };
}

/** Asks for the text of a note. */
export function noteForm({ id, number }: Ticket, t: Translate): APIModalInteractionResponseCallbackData {
  return {
    custom_id: plugin.customId('note', 'add', id),
    title: t('notes.form', { number: numberWords(number) }),
    components: [
      textField({
        id: 'text',
        label: t('notes.text'),
        hint: t('notes.hint'),
        max: noteLimit,
        long: true,
        required: true,
      }),
    ],
  };
}
