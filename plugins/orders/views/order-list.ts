import { fromNow, type Message, type Page, pageButtons, pageNumber, plain, quiet } from '@guildhall/sdk';
import { channelMention } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import type { OrderFilter } from '../shelf.ts';
import type { StepList } from '../steps.ts';
import type { Reader } from './order-card.ts';
import { customerWords, person, statusOf } from './words.ts';

/** How much of the details a line shows, in characters. */
const detailsShown = 120;

/** Orders, ten a page. */
export function orderList(
  page: Page<Order>,
  filter: OrderFilter,
  steps: StepList,
  now: Date,
  { t }: Reader,
): Message {
  const lines = page.rows.map((order) => {
    const { id, dueAt, assignee, channel, createdAt, details, state } = order;
    const facts = [
      statusOf(order, steps, t),
      channelMention(channel),
      fromNow(createdAt),
      ...(assignee ? [t('list.assignee', { user: person(assignee, t) })] : []),
      ...(dueAt && state === 'open'
        ? [t(dueAt <= now ? 'list.overdue' : 'list.due', { at: fromNow(dueAt) })]
        : []),
    ];
    return `**\`${id}\`** · ${customerWords(order, t)}\n${plain(details, detailsShown)}\n-# ${facts.join(' · ')}`;
  });
  return {
    embeds: [
      {
        title: t('list.title', { count: page.total }),
        description: lines.join('\n\n') || t('list.empty'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: pageButtons(page, (number) => listAddress(number, filter), t),
    allowedMentions: quiet,
  };
}

/** The custom id of a page of a list. Longer texts are cut: a custom id holds 100 characters. */
function listAddress(page: number, { state, step, customer, assignee, overdue }: OrderFilter): string {
  const flags = `${state ?? ''}`;
  return plugin.customId(
    'list',
    page,
    flags,
    step ?? '',
    customer?.slice(0, 24) ?? '',
    assignee ?? '',
    overdue ? 1 : '',
  );
}
