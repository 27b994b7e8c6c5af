import { type Message, quiet, shortened, type Translate } from '@guildhall/sdk';
import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Panel } from '../entities/panel.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { componentEmoji } from '../types/emoji.ts';

/** Stands in a custom id for "what was chosen in the menu", and for "nothing". */
export const fromMenu = 'menu';
const nothing = 'none';

/** What a panel shows. */
export interface PanelFacts {
  readonly panel: Pick<Panel, 'title' | 'text' | 'style'>;
  /** At most 25, in their order. */
  readonly types: readonly TicketType[];
  /** Stands in the buttons, so that the message is found again. */
  readonly mark: string;
  /** Whether the bot can use an emoji of a server, by its id. */
  readonly hasEmoji: (id: string) => boolean;
}

const colour = 0x5865f2;

/** The types that a panel offers: those that were chosen and are still there, or all. */
export const typesOf = ({ types }: Panel, offered: readonly TicketType[]): TicketType[] =>
  offered.filter(({ id }) => types.length === 0 || types.includes(id));

/** The message by which members open tickets. */
export function panelMessage(facts: PanelFacts, t: Translate): Message {
  const { panel, types, mark } = facts;
  return {
    embeds: [
      { title: panel.title || t('panel.title'), description: panel.text || t('panel.text'), color: colour },
    ],
    components:
      types.length === 0
        ? [emptyRow(mark, t)]
        : panel.style === 'menu'
          ? [menuRow(facts, t)]
          : buttonRows(facts),
    allowedMentions: quiet,
  };
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

function buttonRows({ types, mark, hasEmoji }: PanelFacts): Row[] {
  const buttons = types.map((type) => {
    const emoji = componentEmoji(type.emoji, hasEmoji);
    return {
      type: ComponentType.Button as const,
      style: (types.length === 1 ? ButtonStyle.Success : ButtonStyle.Secondary) as ButtonStyle.Success,
      label: type.name,
      custom_id: plugin.customId('open', type.id, mark),
      ...(emoji && { emoji }),
    };
  });
  return Array.from({ length: Math.ceil(buttons.length / 5) }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(row * 5, row * 5 + 5),
  }));
}

function menuRow({ types, mark, hasEmoji }: PanelFacts, t: Translate): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: plugin.customId('open', fromMenu, mark),
        placeholder: shortened(t('panel.choose'), 150),
        options: types.map((type) => {
          const emoji = componentEmoji(type.emoji, hasEmoji);
          return { value: type.id, label: type.name, ...(emoji && { emoji }) };
        }),
      },
    ],
  };
}

const emptyRow = (mark: string, t: Translate): Row => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: t('panel.none'),
      custom_id: plugin.customId('open', nothing, mark),
      disabled: true,
    },
  ],
});
