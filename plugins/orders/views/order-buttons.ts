import type { Message, Translate } from '@guildhall/sdk';
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import plugin from '../plugin.ts';
import { stepAfter } from '../steps.ts';
import type { OrderFacts } from './order-card.ts';
import { stepName } from './words.ts';

type Button = APIButtonComponentWithCustomId;

/** What is usually done with an order. A button says what it saw, so that an old one does nothing unexpected. */
export function orderButtons({ order, steps }: OrderFacts, t: Translate): NonNullable<Message['components']> {
  const { id, step, state } = order;
  const act = (action: string, style = ButtonStyle.Secondary) =>
    button(t(`buttons.${action}`), plugin.customId(action, id), style);
  const next = stepAfter(steps, step);
  const rows =
    state === 'open'
      ? [
          [
            ...(next
              ? [
                  button(
                    t('buttons.move', { step: stepName(next, t) }),
                    plugin.customId('move', id, step, next.id),
                    ButtonStyle.Primary,
                  ),
                ]
              : []),
            act('complete', ButtonStyle.Success),
            act('cancel', ButtonStyle.Danger),
          ],
          [act('take'), act('note'), act('edit'), act('history')],
        ]
      : [[act('reopen', ButtonStyle.Primary), act('note'), act('history')]];
  return rows.map((components) => ({ type: ComponentType.ActionRow, components }));
}

/** The button that shows an order again. */
export const viewButton = (order: string, t: Translate) =>
  button(t('buttons.view'), plugin.customId('view', order), ButtonStyle.Secondary);

/** The button that opens the form of an order. */
export const editButton = (order: string, t: Translate) =>
  button(t('buttons.edit'), plugin.customId('edit', order), ButtonStyle.Primary);

const button = (label: string, custom_id: string, style: ButtonStyle): Button => ({
  type: ComponentType.Button,
  label,
  custom_id,
  style: style as Button['style'],
});
