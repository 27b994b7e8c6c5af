import { decimalOf, type Translate, textField } from '@guildhall/sdk';
import type { Goods } from '../delivery.ts';
import type { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import plugin from '../plugin.ts';
import { reasonLimit } from '../review.ts';
import { goodsWords } from './details.ts';
import { choice, type Form, form, formText } from './forms.ts';
import { moneyOf } from './words.ts';

/** Asks why; the buyer reads it. */
const reason = (t: Translate) =>
  textField({
    id: 'reason',
    label: t('forms.reason'),
    hint: t('forms.reason-hint'),
    max: reasonLimit,
    long: true,
    required: true,
  });

/** What the menu of reasons says for none of them. */
export const otherReason = '*';

/** Asks staff why a payment is turned down, and whether the buyer may try again. @param usual reasons to choose from. */
export function rejectForm({ id }: Order, usual: readonly string[], t: Translate): Form {
  return form(plugin.customId('reject', id), t('forms.reject', { id }), [
    choice('usual', t('forms.reason'), [
      ...usual.map((one) => ({ label: one, value: one })),
      { label: t('forms.other-reason'), value: otherReason },
    ]),
    textField({
      id: 'reason',
      label: t('forms.more-reason'),
      hint: t('forms.reason-hint'),
      max: reasonLimit,
      long: true,
    }),
    choice('next', t('forms.then'), [
      { label: t('forms.again'), value: 'again' },
      { label: t('forms.over'), value: 'over' },
    ]),
  ]);
}

/** Asks how much goes back, and why. What is left stands there already; a form that saw less money go back does nothing. */
export function refundForm(order: Order, t: Translate): Form {
  const { id, version, captured, refunded } = order;
  return form(plugin.customId('refund', id, version), t('forms.refund', { id }), [
    textField({
      id: 'amount',
      label: t('forms.refund-amount'),
      hint: t('forms.refund-hint'),
      max: 40,
      required: true,
      value: `${decimalOf(moneyOf(captured - refunded, order))} ${order.currency}`,
    }),
    reason(t),
  ]);
}

/** Asks why the money was taken back. */
export function chargeBackForm({ id, version }: Order, t: Translate): Form {
  return form(plugin.customId('charge-back', id, version), t('forms.charge-back', { id }), [reason(t)]);
}

/** Asks which item was bad, and why. @param goods those that can be replaced: at least one. */
export function replaceForm({ id }: Order, goods: readonly Goods[], t: Translate): Form {
  const items = goods.map((one) => ({ label: goodsWords(one, t), value: String(one.number) }));
  return form(plugin.customId('replace', id), t('forms.replace', { id }), [
    choice('item', t('forms.bad-item'), items),
    reason(t),
  ]);
}

/** Asks which items are to be taken out of the stock, one a line. */
export function withdrawForm({ id, name }: Product, t: Translate): Form {
  return form(plugin.customId('withdraw', id), t('forms.withdraw', { name }), [
    textField({
      id: 'items',
      label: t('forms.items'),
      hint: t('forms.withdraw-hint'),
      max: formText,
      long: true,
      required: true,
    }),
  ]);
}

/** Asks staff why nobody is to pay for an order any more. */
export function callOffForm({ id }: Order, t: Translate): Form {
  return form(plugin.customId('call-off', id), t('forms.call-off', { id }), [reason(t)]);
}
