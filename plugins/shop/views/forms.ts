import { formatMoney, shortened, type Translate, textField } from '@guildhall/sdk';
import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
} from 'discord.js';
import { codeLimit } from '../coupons/coupons.ts';
import type { Method } from '../entities/method.ts';
import type { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { isFree } from '../orders/amounts.ts';
import { mostOf } from '../orders/checkout.ts';
import { formatOf } from '../payment/formats.ts';
import plugin from '../plugin.ts';
import { proofTextLimit, senderLimit } from '../review/proofs.ts';
import { reasonLimit } from '../review/review.ts';
import { itemLength } from '../stock/stock.ts';
import type { Reader } from './words.ts';

export type Form = APIModalInteractionResponseCallbackData;

/** Discord's limit for the title of a form. */
const titleLimit = 45;
/** Discord's limit for a text in a form. */
export const formText = 4_000;

export const form = (custom_id: string, title: string, components: APILabelComponent[]): Form => ({
  custom_id,
  title: shortened(title, titleLimit),
  components,
});

/** A menu in a form. The first option is chosen. */
export function choice(
  id: string,
  label: string,
  options: readonly { readonly label: string; readonly value: string; readonly description?: string }[],
): APILabelComponent {
  return {
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.StringSelect,
      custom_id: id,
      required: true,
      options: options.map((option, index) => ({ ...option, default: index === 0 })),
    },
  };
}

/**
 * Asks how many where there can be several, with what coupon, and how it is paid. Sending it orders.
 * @param methods none where nothing is to be paid, or nothing can be: then only what costs nothing can be had.
 * @returns undefined when there is nothing to ask.
 */
export function buyForm(
  product: Product,
  methods: readonly Method[],
  { t, locale }: Reader,
): Form | undefined {
  const { id, name, prices } = product;
  const free = isFree(product);
  const asked = [
    ...(mostOf(product) > 1
      ? [textField({ id: 'quantity', label: t('forms.quantity'), max: 3, required: true, value: '1' })]
      : []),
    ...(prices.length > 1 && !free
      ? [
          choice(
            'currency',
            t('forms.currency'),
            prices.map((price) => ({ label: formatMoney(price, locale), value: price.currency })),
          ),
        ]
      : []),
    ...(methods.length > 0
      ? [
          choice(
            'method',
            t('forms.method'),
            methods.map((method) => ({
              label: method.name,
              value: method.id,
              // Coins sent on another network are lost: which one it is is said wherever the method is.
              ...(formatOf(method.kind) && { description: t(`method-kinds.${method.kind}`) }),
            })),
          ),
        ]
      : []),
    ...(free
      ? []
      : [
          textField({
            id: 'coupon',
            label: t('forms.coupon'),
            max: codeLimit,
            hint: t(methods.length > 0 ? 'forms.coupon-hint' : 'forms.coupon-only-hint'),
          }),
        ]),
  ];
  return asked.length > 0 ? form(plugin.customId('buy', id), t('forms.buy', { name }), asked) : undefined;
}

/** Asks a buyer what shows that they paid. */
export function paidForm({ id, methodKind }: Order, t: Translate): Form {
  const format = formatOf(methodKind);
  const kind = format?.asset ? 'coin-transaction' : format ? 'transaction' : 'paid-how';
  return form(plugin.customId('paid', id), t('forms.paid', { id }), [
    textField({
      id: 'transaction',
      label: t(`forms.${kind}`),
      max: proofTextLimit,
      hint: t(`forms.${kind}-hint`),
    }),
    ...(format
      ? [
          textField({
            id: 'sender',
            label: t('forms.sender'),
            max: senderLimit,
            hint: t('forms.sender-hint'),
          }),
        ]
      : []),
    upload('picture', t('forms.picture'), t('forms.picture-hint')),
  ]);
}

/** A field of a form for one file, which can be left out. */
export const upload = (id: string, label: string, hint: string): APILabelComponent => ({
  type: ComponentType.Label,
  label,
  description: hint,
  component: {
    type: ComponentType.FileUpload,
    custom_id: id,
    min_values: 0,
    max_values: 1,
    required: false,
  },
});

/** Asks staff what more they need from the buyer. */
export function askForm({ id, submissions }: Order, t: Translate): Form {
  return form(plugin.customId('ask', id, submissions), t('forms.ask', { id }), [
    textField({ id: 'what', label: t('forms.what'), max: reasonLimit, long: true, required: true }),
  ]);
}

/** What a buyer gets, as staff write it. */
export const contentField = (t: Translate, required = true) =>
  textField({
    id: 'content',
    label: t('forms.content'),
    hint: t('forms.content-hint'),
    max: itemLength,
    long: true,
    required,
  });

/** Asks staff what a buyer gets. */
export const fillForm = ({ id }: Order, t: Translate): Form =>
  form(plugin.customId('fill', id), t('forms.fill', { id }), [contentField(t)]);

/** Asks for items, one a line. */
export function stockForm({ id, name }: Product, t: Translate): Form {
  return form(plugin.customId('stock', id), t('forms.stock', { name }), [
    textField({
      id: 'items',
      label: t('forms.items'),
      hint: t('forms.items-hint'),
      max: formText,
      long: true,
      required: true,
    }),
  ]);
}
