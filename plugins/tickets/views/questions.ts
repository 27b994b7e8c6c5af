import { type Message, type Translate, textField } from '@guildhall/sdk';
import { type APIModalInteractionResponseCallbackData, ButtonStyle, ComponentType } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { isUnready } from '../ticket/ticket-states.ts';
import { reasonLimit } from '../ticket/tickets.ts';
import { numberWords } from './words.ts';

/** Asks whether and why a ticket is closed. Sending it closes it. */
export function closeForm({ id, number }: Ticket, t: Translate): APIModalInteractionResponseCallbackData {
  const reason = {
    id: 'reason',
    label: t('questions.reason'),
    hint: t('questions.reason-hint'),
    max: reasonLimit,
    long: true,
  };
  return {
    custom_id: plugin.customId('close', id),
    title: t('questions.close', { number: numberWords(number) }),
    components: [textField(reason)],
  };
}

/** Asks whether a ticket is really to go. */
export function deleteQuestion({ id, number, state }: Ticket, t: Translate): Message {
  return {
    content: t(isUnready(state) ? 'questions.give-up' : 'questions.delete', { number: numberWords(number) }),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Danger,
            label: t('questions.really'),
            custom_id: plugin.customId('really-delete', id),
          },
        ],
      },
    ],
    private: true,
  };
}
