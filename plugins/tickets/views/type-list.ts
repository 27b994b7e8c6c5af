import {
  button,
  listPage,
  type Message,
  pageTurner,
  panel,
  plain,
  shortened,
  type Translate,
  text,
} from '@guildhall/sdk';
import { type APIComponentInContainer, ButtonStyle, ComponentType, roleMention } from 'discord.js';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { templateNames, templates } from '../types/templates.ts';
import { typeLimit } from '../types/ticket-types.ts';

/** Stands in the menu of templates for a type with nothing in it. */
export const emptyTemplate = 'empty';

/** What the list of types shows. */
export interface TypeListView {
  readonly types: readonly TicketType[];
  /** How many types were taken away. */
  readonly removed: number;
  /** From 0. */
  readonly page: number;
  /** What was just done. */
  readonly note?: string | undefined;
}

/** A v2 message holds 40 components; a type takes three. */
const perPage = 6;

/** The types of a guild, each with a button that opens it, and the menu that adds one. */
export function typeList({ types, removed, page, note }: TypeListView, t: Translate): Message {
  const shown = listPage(types, page, perPage);
  return panel([
    text(`## ${t('type-screen.title')}`),
    ...(note ? [text(note)] : []),
    ...(types.length === 0 ? [text(t('type-screen.none'))] : shown.shown.map((type) => typeRow(type, t))),
    ...pageTurner(shown, (to) => plugin.customId('types', 'page', to), t),
    ...(types.length < typeLimit
      ? [templateMenu(t)]
      : [text(`-# ${t('type-screen.full', { max: typeLimit })}`)]),
    {
      type: ComponentType.ActionRow,
      components: [
        button(plugin.customId('panels', 'list'), t('type-screen.panels'), { style: ButtonStyle.Primary }),
        button(plugin.customId('types', 'removed', 0), t('type-screen.removed', { count: removed }), {
          disabled: removed === 0,
        }),
      ],
    },
  ]);
}

/** The types that were taken away, each with a button that brings it back. */
export function removedTypes({ types, page, note }: Omit<TypeListView, 'removed'>, t: Translate): Message {
  const shown = listPage(types, page, perPage);
  return panel([
    text(`## ${t('type-screen.removed-title')}`),
    ...(note ? [text(note)] : []),
    ...(types.length === 0 ? [text(t('type-screen.none-removed'))] : []),
    ...shown.shown.map((type): APIComponentInContainer => {
      const id = plugin.customId('type', 'restore', type.id);
      return section(titleOf(type), button(id, t('type-screen.restore'), { style: ButtonStyle.Success }));
    }),
    ...pageTurner(shown, (to) => plugin.customId('types', 'removed', to), t),
    {
      type: ComponentType.ActionRow,
      components: [button(plugin.customId('types', 'page', 0), t('settings-screen.back'))],
    },
  ]);
}

/** A type with its emoji, as it stands in texts. */
export const titleOf = ({ emoji, name }: Pick<TicketType, 'emoji' | 'name'>) =>
  `${emoji ? `${emoji} ` : ''}**${plain(name, 60)}**`;

function typeRow(type: TicketType, t: Translate): APIComponentInContainer {
  const { id, staffRoles } = type;
  const staff =
    staffRoles.length > 0
      ? t('type-screen.staff', { roles: staffRoles.slice(0, 8).map(roleMention).join(', ') })
      : t('type-screen.no-staff');
  const open = button(plugin.customId('type', 'show', id), t('settings-screen.change'));
  return section(`${titleOf(type)}\n${staff}`, open);
}

const section = (words: string, accessory: ReturnType<typeof button>): APIComponentInContainer => ({
  type: ComponentType.Section,
  components: [text(words)],
  accessory,
});

function templateMenu(t: Translate): APIComponentInContainer {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: plugin.customId('types', 'add'),
        placeholder: t('type-screen.add'),
        options: [
          ...templateNames.map((name) => ({
            value: name,
            label: shortened(t(`templates.${name}.name`), 100),
            description: shortened(t(`templates.${name}.help`), 100),
            emoji: { name: templates[name].emoji },
          })),
          { value: emptyTemplate, label: t('type-screen.empty'), description: t('type-screen.empty-help') },
        ],
      },
    ],
  };
}
