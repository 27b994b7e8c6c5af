import { expect, test } from 'vitest';
import { textsOf } from '../../../test/ground/plugin-texts.ts';
import type { Order } from '../entities/order.ts';
import { rejectForm, replaceForm } from '../views/staff-forms.ts';

const texts = textsOf('shop');
const order = { id: 'NC-20261121-7K3M9Q', version: 3 } as Order;

/** The labels of all choices in a form. */
const labels = (form: object) =>
  [...JSON.stringify(form).matchAll(/"label":"(.*?)"/g)].map(([, text]) => text);

test('the form that turns a payment down says what comes next', () => {
  expect(labels(rejectForm(order, ['Not found'], texts('en-US')))).toEqual(
    expect.arrayContaining(['They may send another proof', 'The order is over']),
  );
  expect(labels(rejectForm(order, ['Not found'], texts('es-ES')))).toEqual(
    expect.arrayContaining(['Puede enviar otro comprobante', 'El pedido se acabó']),
  );
});

test('a menu of items says what was read in words: labels show no times of Discord’s', () => {
  const shownAt = new Date('2026-11-21T20:00:00Z');
  const goods = [
    { number: 1, item: 7, state: 'current', shownAt } as const,
    { number: 2, item: null, state: 'current', shownAt: null } as const,
  ];
  expect(labels(replaceForm(order, goods, texts('en-US')))).toEqual(
    expect.arrayContaining([
      '1. item 7 of the stock · read by its buyer',
      '2. not opened again in /my-purchases',
    ]),
  );
});
