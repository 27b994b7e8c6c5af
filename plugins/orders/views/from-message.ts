import { type Translate, textField } from '@guildhall/sdk';
import type { APIModalInteractionResponseCallbackData, Message } from 'discord.js';
import { detailsLimit, nameLimit } from '../draft.ts';
import plugin from '../plugin.ts';

/** The form that makes an order of a message, filled in with what the message says. */
export function fromMessageForm(message: Message, t: Translate): APIModalInteractionResponseCallbackData {
  const { author, webhookId, channelId, id } = message;
  const written = author.bot || webhookId ? author.displayName : `@${author.username}`;
  const label = (name: string) => t(`forms.${name}`);
  return {
    custom_id: plugin.customId('from-message', channelId, id),
    title: label('new'),
    components: [
      textField({
        id: 'customer',
        label: label('customer'),
        max: nameLimit,
        required: true,
        value: written.slice(0, nameLimit),
        hint: label('customer-hint'),
      }),
      textField({
        id: 'details',
        label: label('details'),
        max: detailsLimit,
        long: true,
        required: true,
        value: textOf(message).slice(0, detailsLimit),
      }),
      textField({ id: 'price', label: label('price'), max: 60, hint: label('price-hint') }),
      textField({ id: 'due', label: label('due'), max: 60, hint: label('due-hint') }),
    ],
  };
}

/** What a message says. Forms on websites post embeds and nothing else. */
function textOf({ content, embeds }: Message): string {
  const parts = embeds.flatMap(({ title, description, fields }) => [
    title,
    description,
    ...fields.map(({ name, value }) => `${name}: ${value}`),
  ]);
  return [content, ...parts].filter(Boolean).join('\n').trim();
}
