import { type Translate, textField } from '@guildhall/sdk';
import type { APILabelComponent } from 'discord.js';
import type { Method } from '../entities/method.ts';
import { formatOf } from '../payment/formats.ts';
import { addressLimit, instructionsLimit, methodNameLimit } from '../payment/methods.ts';
import plugin from '../plugin.ts';
import { type Form, form } from './forms.ts';

/** Asks for a new way to pay. */
export function methodForm(kind: string, t: Translate): Form {
  const format = formatOf(kind);
  const name = t(`method-kinds.${kind}`);
  return form(plugin.customId('method', kind), t('forms.new-method', { kind: name }), [
    textField({
      id: 'name',
      label: t('forms.method-name'),
      max: methodNameLimit,
      required: true,
      ...(format && { value: name }),
    }),
    ...(format ? addressFields(kind, t) : []),
    textField({
      id: 'instructions',
      label: t(format ? 'forms.more-instructions' : 'forms.instructions'),
      hint: t(format ? 'forms.more-instructions-hint' : 'forms.instructions-hint'),
      max: instructionsLimit,
      long: true,
      required: !format,
    }),
  ]);
}

/** Asks where the money of new orders goes from now on. */
export function addressForm({ id, name, kind }: Method, t: Translate): Form {
  return form(plugin.customId('method-address', id), t('forms.address-of', { name }), addressFields(kind, t));
}

/** The address; once more, where nothing in it shows a typing mistake. */
function addressFields(kind: string, t: Translate): APILabelComponent[] {
  const ask = (id: string, label: string, hint: string, required: boolean) =>
    textField({ id, label: t(`forms.${label}`), hint: t(`forms.${hint}`), max: addressLimit, required });
  if (kind === 'paypal') {
    return [ask('address', 'paypal', 'paypal-hint', true)];
  }
  const twice = formatOf(kind)?.askedTwice;
  return [
    ask('address', 'address', 'address-hint', true),
    ...(twice ? [ask('again', 'again', `again-${twice}`, twice === 'all')] : []),
  ];
}
