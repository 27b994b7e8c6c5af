import { type Message, plainLines, quiet, type Refusal, type Translate } from '@guildhall/sdk';
import { blockQuote, ComponentType } from 'discord.js';
import type { Order } from '../entities/order.ts';
import { editButton } from './order-buttons.ts';

/** Why an edit was not taken, with the details as they were typed, and the button to begin again. */
export function refusedEdit({ id, details }: Order, refusal: Refusal, typed: string, t: Translate): Message {
  const lost = typed.trim() === details ? [] : [t('forms.you-wrote'), blockQuote(plainLines(typed, 1500))];
  return {
    content: [t(`refusals.${refusal.code}`, refusal.values), ...lost].join('\n'),
    components: [{ type: ComponentType.ActionRow, components: [editButton(id, t)] }],
    allowedMentions: quiet,
    private: true,
  };
}
