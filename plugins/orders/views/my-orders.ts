import { fromNow, type Message, type Page, pageButtons, pageNumber, plain, quiet } from '@guildhall/sdk';
import { ButtonStyle, ComponentType, channelMention } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import type { StepList } from '../steps.ts';
import type { Reader } from './order-card.ts';
import { priceWords, statusOf } from './words.ts';

/** How much of the details a line shows, in characters. */
const detailsShown = 200;

/** What somebody has ordered. @param told whether they are told of changes by direct message. */
export function myOrders(page: Page<Order>, steps: StepList, told: boolean, { t, locale }: Reader): Message {
  const lines = page.rows.map((order) => {
    const { id, details, channel, createdAt, dueAt, state } = order;
    const price = priceWords(order, locale);
    const facts = [
      `**${plain(statusOf(order, steps, t))}**`,
      channelMention(channel),
      fromNow(createdAt),
      ...(price ? [price] : []),
      ...(dueAt && state === 'open' ? [t('list.due', { at: fromNow(dueAt) })] : []),
    ];
    return `**\`${id}\`**\n${plain(details, detailsShown)}\n-# ${facts.join(' · ')}`;
  });
  const wish = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: t(told ? 'mine.stop' : 'mine.start'),
    custom_id: plugin.customId('tell', told ? 'off' : 'on', page.page),
  };
  return {
    embeds: [
      {
        title: t('mine.title', { count: page.total }),
        description: [lines.join('\n\n') || t('mine.empty'), t(told ? 'mine.told' : 'mine.untold')].join(
          '\n\n',
        ),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: [
      ...(pageButtons(page, (number) => plugin.customId('mine', number), t) ?? []),
      { type: ComponentType.ActionRow, components: [wish] },
    ],
    allowedMentions: quiet,
    private: true,
  };
}
