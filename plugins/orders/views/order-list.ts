import {
  fromNow,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  plain,
  quiet,
} from '@guildhall/sdk';
import { channelMention } from 'discord.js';
import type { Order } from '../entities/order.ts';
import { filterArgs } from '../order-filter.ts';
import plugin from '../plugin.ts';
import type { OrderFilter } from '../shelf.ts';
import type { StepList } from '../steps.ts';
import type { Reader } from './order-card.ts';
import { customerWords, statusName, statusOf } from './words.ts';

/** How much of an order a line shows, in characters: ten of them fill 4096 at most. */
const shownOf = { details: 120, customer: 60 } as const;

/** Orders, ten a page. */
export function orderList(
  page: Page<Order>,
  filter: OrderFilter,
  steps: StepList,
  now: Date,
  { t }: Reader,
): Message {
  const lines = page.rows.map((order) => lineOf(order, steps, now, t));
  const filtered = filterWords(filter, steps, t);
  const none = filtered ? t('list.none') : t('list.empty');
  return {
    embeds: [
      {
        title: t('list.title', { count: page.total }),
        description: [...(filtered ? [filtered] : []), ...(lines.length > 0 ? lines : [none])].join('\n\n'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: pageButtons(page, (number) => plugin.customId('list', number, ...filterArgs(filter)), t),
    allowedMentions: quiet,
  };
}

function lineOf(order: Order, steps: StepList, now: Date, t: Reader['t']): string {
  const { id, dueAt, assignee, channel, createdAt, details, state } = order;
  const facts = [
    plain(statusOf(order, steps, t)),
    channelMention(channel),
    fromNow(createdAt),
    ...(assignee ? [t('list.assignee', { user: person(assignee, t) })] : []),
    ...(dueAt && state === 'open'
      ? [t(dueAt <= now ? 'list.overdue' : 'list.due', { at: fromNow(dueAt) })]
      : []),
  ];
  const who = customerWords(order, t, shownOf.customer);
  return `**\`${id}\`** · ${who}\n${plain(details, shownOf.details)}\n-# ${facts.join(' · ')}`;
}

/** Which orders a list is about, in words; empty for all active ones. */
function filterWords(filter: OrderFilter, steps: StepList, t: Reader['t']): string {
  const { state, step, customer, assignee, overdue, text } = filter;
  const status = step
    ? statusName(step, steps, t)
    : overdue || !state
      ? undefined
      : stateName(state, steps, t);
  return [
    ...(text ? [t('list.filter.text', { text: plain(text, 130) })] : []),
    ...(status ? [t('list.filter.status', { status: plain(status) })] : []),
    ...(customer ? [t('list.filter.customer', { customer: customerOf(customer, t) })] : []),
    ...(assignee ? [t('list.filter.staff', { user: person(assignee, t) })] : []),
    ...(overdue ? [t('list.filter.overdue')] : []),
  ].join(' · ');
}

const stateName = (state: NonNullable<OrderFilter['state']>, steps: StepList, t: Reader['t']) =>
  state === 'completed' || state === 'cancelled' ? statusName(state, steps, t) : t(`list.states.${state}`);

const customerOf = (customer: string, t: Reader['t']) =>
  /^\d{17,20}$/.test(customer) ? person(customer, t) : plain(customer, 80);
