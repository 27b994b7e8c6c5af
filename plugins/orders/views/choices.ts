import { forgotten, type Translate } from '@guildhall/sdk';
import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import type { Order } from '../entities/order.ts';
import type { StepList } from '../steps.ts';
import { severalStatuses, statusOf, stepName } from './words.ts';

type Choice = ApplicationCommandOptionChoiceData<string>;

/** What Discord shows of a choice, in characters, and how many choices. */
const limit = 100;
const most = 25;

/** An order to choose while typing. Choices are plain text: no Markdown, no mentions. */
export function orderChoice(order: Order, steps: StepList, t: Translate): Choice {
  const { id, customerName, details } = order;
  const customer = customerName === forgotten ? t('words.somebody') : customerName;
  const name = [id, customer, statusOf(order, steps, t), details].join(' · ').replace(/\s+/g, ' ');
  return { name: [...name].slice(0, limit).join(''), value: id };
}

/** Steps and ends to choose while typing. @param more offers all orders and all closed ones too, for a list. */
export function statusChoices(
  { open, ends }: StepList,
  typed: string,
  more: boolean,
  t: Translate,
): Choice[] {
  const states = more ? severalStatuses.map((id) => ({ name: t(`list.states.${id}`), value: id })) : [];
  const steps = [...open, ...ends].map((step) => ({ name: stepName(step, t), value: step.id }));
  const wanted = typed.trim().toLowerCase();
  return [...steps, ...states].filter(({ name }) => name.toLowerCase().includes(wanted)).slice(0, most);
}
