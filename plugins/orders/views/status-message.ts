import { type Message, quiet } from '@guildhall/sdk';
import { ButtonStyle, ComponentType } from 'discord.js';
import plugin from '../plugin.ts';
import { type OrderFacts, orderEmbed, type Reader } from './order-card.ts';

/** The one message that shows an order in the order-status channel. */
export function statusView(facts: OrderFacts, mark: string, reader: Reader): Message {
  const { order } = facts;
  const details = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: reader.t('status.show'),
    custom_id: plugin.customId('show', order.id, mark),
  };
  return {
    embeds: [orderEmbed(facts, reader, reader.t(`status.${order.state}`))],
    components: [{ type: ComponentType.ActionRow, components: [details] }],
    allowedMentions: quiet,
  };
}
