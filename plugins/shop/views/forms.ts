import { formatMoney, shortened, type Translate, textField } from '@guildhall/sdk';
import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
} from 'discord.js';
import { codeLimit } from '../coupons.ts';
import type { Method } from '../entities/method.ts';
import type { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { formatOf } from '../payment/formats.ts';
import plugin from '../plugin.ts';
import { proofTextLimit } from '../proofs.ts';
import { reasonLimit } from '../review.ts';
import { itemLength } from '../stock.ts';
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

/** Asks how many, with what coupon, and how it is paid. Sending it orders. */
export function buyForm(product: Product, methods: readonly Method[], { t, locale }: Reader): Form {
  const { id, name, prices } = product;
  return form(plugin.customId('buy', id), t('forms.buy', { name }), [
    textField({ id: 'quantity', label: t('forms.quantity'), max: 3, required: true, value: '1' }),
    ...(prices.length > 1
      ? [
          choice(
            'currency',
            t('forms.currency'),
            prices.map((price) => ({ label: formatMoney(price, locale), value: price.currency })),
          ),
        ]
      : []),
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
    textField({ id: 'coupon', label: t('forms.coupon'), max: codeLimit, hint: t('forms.coupon-hint') }),
  ]);
}

/** Asks a buyer what shows that they paid. */
export function paidForm({ id, methodKind }: Order, t: Translate): Form {
  const coin = formatOf(methodKind)?.asset !== undefined;
  return form(plugin.customId('paid', id), t('forms.paid', { id }), [
    textField({
      id: 'transaction',
      label: t(coin ? 'forms.coin-transaction' : 'forms.transaction'),
      max: proofTextLimit,
      hint: t(coin ? 'forms.coin-transaction-hint' : 'forms.transaction-hint'),
    }),
    {
      type: ComponentType.Label,
      label: t('forms.picture'),
      description: t('forms.picture-hint'),
      component: {
        type: ComponentType.FileUpload,
        custom_id: 'picture',
        min_values: 0,
        max_values: 1,
        required: false,
      },
    },
  ]);
}

/** Asks staff what more they need from the buyer. */
export function askForm({ id }: Order, t: Translate): Form {
  return form(plugin.customId('ask', id), t('forms.ask', { id }), [
    textField({ id: 'what', label: t('forms.what'), max: reasonLimit, long: true, required: true }),
  ]);
}

/** Asks staff what a buyer gets. */
export function fillForm({ id }: Order, t: Translate): Form {
  return form(plugin.customId('fill', id), t('forms.fill', { id }), [
    textField({
      id: 'content',
      label: t('forms.content'),
      hint: t('forms.content-hint'),
      max: itemLength,
      long: true,
      required: true,
    }),
  ]);
}

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
