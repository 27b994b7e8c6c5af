import { button, fieldRow, type Message, panel, shortened, type Translate, text } from '@guildhall/sdk';
import { type APIComponentInContainer, ButtonStyle, ComponentType, type Guild } from 'discord.js';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { fieldsIn, type TypeSection, typeSections } from '../types/type-fields.ts';
import { titleOf } from './type-list.ts';

/** What the screen of a type shows. */
export interface TypeView {
  readonly type: TicketType;
  readonly guild: Guild;
  readonly section: TypeSection;
  /** How many tickets of it are not over. */
  readonly inUse: number;
  /** Whether it stands first or last in menus. */
  readonly first: boolean;
  readonly last: boolean;
  /** What was just done. */
  readonly note?: string | undefined;
}

/** One type: the fields of one section, a menu of the sections, and what can be done with all of it. */
export function typeScreen(view: TypeView, t: Translate): Message {
  const { type, guild, section, inUse, first, last, note } = view;
  const { id, version, removedAt } = type;
  const act = (name: string) => plugin.customId('type', name, id);
  const head = [
    text(`## ${titleOf(type)}`),
    ...(note ? [text(note)] : []),
    text(`-# ${t('type-screen.in-use', { count: inUse })}`),
  ];
  const back = button(plugin.customId('types', 'page', 0), t('type-screen.all'));
  if (removedAt) {
    return panel([
      ...head,
      text(t('type-screen.is-removed')),
      row(button(act('restore'), t('type-screen.restore'), { style: ButtonStyle.Success }), back),
    ]);
  }
  return panel([
    ...head,
    ...fieldsIn(section).map((field) =>
      fieldRow({
        field,
        value: type[field.name as keyof TicketType],
        guild,
        address: (name, ...to) => plugin.customId('type', name, id, version, field.name, ...to),
        t,
      }),
    ),
    { type: ComponentType.Separator },
    sectionMenu(type, section, t),
    row(
      button(act('preview'), t('type-screen.preview')),
      button(plugin.customId('form-edit', 'show', id), t('type-screen.form')),
      button(act('up'), t('type-screen.up'), { disabled: first }),
      button(act('down'), t('type-screen.down'), { disabled: last }),
    ),
    row(back, button(act('ask'), t('type-screen.remove'), { style: ButtonStyle.Danger })),
  ]);
}

/** Asks before a type is taken away. */
export function removeQuestion(type: TicketType, inUse: number, t: Translate): Message {
  const act = (name: string) => plugin.customId('type', name, type.id);
  return panel([
    text(`## ${titleOf(type)}`),
    text(t('type-screen.remove-question', { count: inUse })),
    row(
      button(act('remove'), t('type-screen.really-remove'), { style: ButtonStyle.Danger }),
      button(act('show'), t('settings-screen.back')),
    ),
  ]);
}

function sectionMenu({ id }: TicketType, section: TypeSection, t: Translate): APIComponentInContainer {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: plugin.customId('type', 'section', id),
        placeholder: t('type-screen.section'),
        options: typeSections.map((name) => ({
          value: name,
          label: shortened(t(`type-sections.${name}`), 100),
          default: name === section,
        })),
      },
    ],
  };
}

const row = (...components: ReturnType<typeof button>[]): APIComponentInContainer => ({
  type: ComponentType.ActionRow,
  components,
});
