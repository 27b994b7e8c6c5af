import { decimalOf, type Translate, textField } from '@guildhall/sdk';
import type { Goods } from '../delivery/delivery.ts';
import type { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import plugin from '../plugin.ts';
import { reasonLimit } from '../review/review.ts';
import { goodsLabel } from './details.ts';
import { choice, contentField, type Form, form, formText, upload } from './forms.ts';
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
export function rejectForm({ id, submissions }: Order, usual: readonly string[], t: Translate): Form {
  return form(plugin.customId('reject', id, submissions), t('forms.reject', { id }), [
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
      { label: t('forms.try-again'), value: 'again' },
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

/** Asks how much money came, and what there is to say about it. A form that saw another version does nothing. */
export function bookForm(order: Order, how: string, t: Translate): Form {
  const { id, version, captured, total, currency } = order;
  return form(plugin.customId('book', id, how, version), t('forms.book', { id }), [
    textField({
      id: 'amount',
      label: t('forms.book-amount'),
      hint: t('forms.book-hint'),
      max: 40,
      required: true,
      ...(captured === 0 && { value: `${decimalOf(moneyOf(total, order))} ${currency}` }),
    }),
    reason(t),
  ]);
}

/** Asks why a booking was a mistake; the buyer does not read it. A form that saw another version does nothing. */
export function unbookForm({ id, version }: Order, t: Translate): Form {
  return form(plugin.customId('unbook', id, version), t('forms.unbook', { id }), [
    textField({
      id: 'reason',
      label: t('forms.reason'),
      hint: t('forms.unbook-hint'),
      max: reasonLimit,
      long: true,
      required: true,
    }),
  ]);
}

/** Asks why the money was taken back. */
export function chargeBackForm({ id, version }: Order, t: Translate): Form {
  return form(plugin.customId('charge-back', id, version), t('forms.charge-back', { id }), [reason(t)]);
}

/** Asks which item was bad, or what comes instead of what is no item; and why. @param goods what can be replaced: at least one. */
export function replaceForm({ id, supply }: Order, goods: readonly Goods[], t: Translate): Form {
  const items = goods.map((one) => ({ label: goodsLabel(one, t), value: String(one.number) }));
  const counted = supply === 'items';
  return form(plugin.customId('replace', id), t(counted ? 'forms.replace' : 'forms.rewrite', { id }), [
    choice('item', t('forms.bad-item'), items),
    ...(counted
      ? []
      : [contentField(t, false), upload('file', t('forms.other-file'), t('forms.other-file-hint'))]),
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
