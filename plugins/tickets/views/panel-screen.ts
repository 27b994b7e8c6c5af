import {
  button,
  fieldRow,
  panel as frame,
  listPage,
  type Message,
  pageTurner,
  plain,
  type Translate,
  text,
} from '@guildhall/sdk';
import {
  type APIComponentInContainer,
  ButtonStyle,
  ChannelType,
  ComponentType,
  channelMention,
  type Guild,
} from 'discord.js';
import type { Panel } from '../entities/panel.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import { panelFields } from '../panels/panel-fields.ts';
import plugin from '../plugin.ts';
import { typesOf } from './panel-message.ts';

/** A v2 message holds 40 components; a panel takes three. */
const perPage = 6;

/** The panels of a guild, each with a button that opens it, and the menu that puts one up. */
export function panelList(panels: readonly Panel[], page: number, t: Translate, note?: string): Message {
  const shown = listPage(panels, page, perPage);
  return frame([
    text(`## ${t('panel-screen.title')}`),
    ...(note ? [text(note)] : []),
    ...(panels.length === 0 ? [text(t('panel-screen.none'))] : []),
    ...shown.shown.map(
      (panel): APIComponentInContainer => ({
        type: ComponentType.Section,
        components: [
          text(`${channelMention(panel.channel)}: ${plain(panel.title || t('panel.title'), 100)}`),
        ],
        accessory: button(plugin.customId('panel', 'show', panel.id), t('settings-screen.change')),
      }),
    ),
    ...pageTurner(shown, (to) => plugin.customId('panels', 'list', to), t),
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.ChannelSelect,
          custom_id: plugin.customId('panels', 'add'),
          channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
          placeholder: t('panel-screen.add'),
        },
      ],
    },
    row(button(plugin.customId('types', 'page', 0), t('type-screen.all'))),
  ]);
}

/** What the screen of a panel shows. */
export interface PanelView {
  readonly panel: Panel;
  readonly guild: Guild;
  /** All types that are offered in the guild. */
  readonly offered: readonly TicketType[];
  readonly note?: string | undefined;
}

/** One panel: its texts, its style, its place and its types, and what can be done with it. */
export function panelScreen({ panel, guild, offered, note }: PanelView, t: Translate): Message {
  const { id, version } = panel;
  const act = (name: string) => plugin.customId('panel', name, id);
  return frame([
    text(`## ${t('panel-screen.one', { channel: channelMention(panel.channel) })}`),
    ...(note ? [text(note)] : []),
    ...panelFields.map((field) =>
      fieldRow({
        field,
        value: panel[field.name as keyof Panel],
        guild,
        address: (name, ...to) => plugin.customId('panel', name, id, version, field.name, ...to),
        t,
      }),
    ),
    { type: ComponentType.Separator },
    text(t(panel.types.length === 0 ? 'panel-screen.all-types' : 'panel-screen.some-types')),
    ...(offered.length === 0 ? [text(t('type-screen.none'))] : [typeMenu(panel, offered, t)]),
    row(
      button(act('repost'), t('panel-screen.repost')),
      button(act('all'), t('panel-screen.every-type'), { disabled: panel.types.length === 0 }),
    ),
    row(
      button(plugin.customId('panels', 'list', 0), t('panel-screen.back')),
      button(act('remove'), t('panel-screen.remove'), { style: ButtonStyle.Danger }),
    ),
  ]);
}

function typeMenu(panel: Panel, offered: readonly TicketType[], t: Translate): APIComponentInContainer {
  const chosen = typesOf(panel, offered);
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: plugin.customId('panel', 'types', panel.id, panel.version),
        placeholder: t('panel-screen.types'),
        min_values: 1,
        max_values: offered.length,
        options: offered.map((type) => ({
          value: type.id,
          label: type.name,
          default: panel.types.length > 0 && chosen.includes(type),
        })),
      },
    ],
  };
}

const row = (...components: ReturnType<typeof button>[]): APIComponentInContainer => ({
  type: ComponentType.ActionRow,
  components,
});
