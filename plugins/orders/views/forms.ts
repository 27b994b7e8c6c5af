import { formatMoney, type Translate, textField } from '@guildhall/sdk';
import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js';
import { detailsLimit, nameLimit, noteLimit, reasonLimit } from '../draft.ts';
import type { Order } from '../entities/order.ts';
import { editableOf, priceOf } from '../order-edit.ts';
import { orderChannels } from '../order-menu.ts';
import plugin from '../plugin.ts';
import type { Reader } from './order-card.ts';

type Form = APIModalInteractionResponseCallbackData;

/** Asks why an order is cancelled. Sending it cancels. */
export function cancelForm({ id }: Order, t: Translate): Form {
  const why = {
    id: 'reason',
    label: t('forms.reason'),
    max: reasonLimit,
    long: true,
    hint: t('forms.cancel-hint'),
  };
  return { custom_id: plugin.customId('cancel', id), title: t('forms.cancel'), components: [textField(why)] };
}

/** Asks for a note. */
export function noteForm({ id }: Order, t: Translate): Form {
  const text = {
    id: 'text',
    label: t('forms.text'),
    max: noteLimit,
    long: true,
    required: true,
    hint: t('forms.note-hint'),
  };
  return { custom_id: plugin.customId('note', id), title: t('forms.note'), components: [textField(text)] };
}

/** What the form of an order says while nobody has changed anything in it. */
export interface Prefilled {
  readonly customer: string;
  readonly details: string;
  readonly price: string;
  readonly due: string;
}

/** An order as its form shows it. Whatever still stands so when the form is sent was not changed. */
export function prefilled(order: Order, { locale, timeZone }: Reader): Prefilled {
  const { customer, customerName, details, dueAt } = order;
  const price = priceOf(order);
  return {
    customer: (customer ? `@${customerName}` : customerName).slice(0, nameLimit),
    details,
    price: price ? formatMoney(price, locale) : '',
    due: dueAt ? typedTime(dueAt, timeZone) : '',
  };
}

/** The form that changes an order. It says what it was made of, for {@link editableOf}. */
export function editForm(order: Order, channelIsThere: boolean, reader: Reader): Form {
  const { t } = reader;
  const { customer, details, price, due } = prefilled(order, reader);
  const label = (name: string) => t(`forms.${name}`);
  return {
    custom_id: plugin.customId('edit', order.id, editableOf(order)),
    title: label('edit'),
    components: [
      textField({
        id: 'customer',
        label: label('customer'),
        max: nameLimit,
        required: true,
        value: customer,
        hint: label('customer-hint'),
      }),
      textField({
        id: 'details',
        label: label('details'),
        max: detailsLimit,
        long: true,
        required: true,
        value: details,
      }),
      {
        type: ComponentType.Label,
        label: label('channel'),
        component: {
          type: ComponentType.ChannelSelect,
          custom_id: 'channel',
          channel_types: [...orderChannels],
          required: false,
          ...(channelIsThere
            ? { default_values: [{ id: order.channel, type: SelectMenuDefaultValueType.Channel }] }
            : {}),
        },
      },
      textField({ id: 'price', label: label('price'), max: 60, value: price, hint: label('price-hint') }),
      textField({ id: 'due', label: label('due'), max: 60, value: due, hint: label('due-hint') }),
    ],
  };
}

/** `2026-11-25 17:00`, by a clock in that zone: what `readDeadline` understands in every language. */
function typedTime(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(at);
}
