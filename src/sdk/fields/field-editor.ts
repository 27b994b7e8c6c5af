import {
  type APIButtonComponentWithCustomId,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuComponent,
  type APISelectMenuDefaultValue,
  ButtonStyle,
  ChannelType,
  ComponentType,
  escapeMarkdown,
  type Guild,
  inlineCode,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import { button, panel, text } from '../panel.ts';
import type { Message } from '../respond.ts';
import type { ChannelKind } from '../settings.ts';
import { shortened } from '../shortened.ts';
import type { Translate } from '../texts.ts';
import { boundsOf, type Field, helpOf, nameOf, optionName } from './field.ts';
import { goneIn, without } from './gone.ts';
import { isNone, typedValue } from './shown-value.ts';

/**
 * What people do with a field: open its editor, switch it, choose in its menu, take its value off, send its modal, and
 * try again with what they wrote.
 */
export type FieldAct = 'edit' | 'toggle' | 'choose' | 'clear' | 'submit' | 'retry';

/** One field that is being changed. */
export interface FieldView {
  readonly field: Field;
  readonly value: unknown;
  /** Where it counts. */
  readonly guild: Guild;
  /** The custom id of what is done with the field. */
  readonly address: (act: FieldAct) => string;
  /** The custom id of the way back to the screen. */
  readonly back: string;
  readonly t: Translate;
}

/** What opens when a person wants to change a field: a select menu in the message, or a modal to type in. */
export type Editor =
  | { readonly message: Message }
  | { readonly modal: APIModalInteractionResponseCallbackData };

export function fieldEditor(view: FieldView): Editor {
  const menu = menuOf(view);
  return menu ? { message: menuMessage(view, menu) } : { modal: fieldModal(view, undefined) };
}

/** The custom id of the text in a field's modal. */
export const typedText = 'value';

/** The modal of a text, number or list. @param draft what the person typed before, when it could not be taken. */
export function fieldModal(
  { field, value, address, t }: FieldView,
  draft: string | undefined,
): APIModalInteractionResponseCallbackData {
  const typed = draft ?? typedValue(field, value);
  const { min = 0, max = maxTyped } = field.meta.kind === 'text' ? boundsOf(field) : {};
  const help = hintOf(field, t);
  return {
    custom_id: address('submit'),
    title: shortened(nameOf(field, t), 45),
    components: [
      {
        type: ComponentType.Label,
        label: shortened(nameOf(field, t), 45),
        ...(help ? { description: shortened(help, 100) } : {}),
        component: {
          type: ComponentType.TextInput,
          custom_id: typedText,
          style: field.meta.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
          required: field.meta.kind === 'text' ? min > 0 : field.meta.kind !== 'names',
          max_length: Math.min(max, maxTyped),
          ...(typed ? { value: shortened(typed, Math.min(max, maxTyped)) } : {}),
        },
      },
    ],
  };
}

/** Discord's limit for a text in a modal, in characters. */
const maxTyped = 4000;

/** What a person sees whose text could not be taken. What they typed is not lost: "try again" brings it back. */
export function refusedField(view: FieldView, problem: string, typed: string): Message {
  const { field, address, t } = view;
  const lines = [
    `**${escapeMarkdown(nameOf(field, t))}**`,
    `⚠️ ${problem}`,
    ...(typed
      ? [t('settings-screen.you-wrote', { text: inlineCode(shortened(typed, 200).replace(/\s+/g, ' ')) })]
      : []),
  ];
  return panel([
    text(lines.join('\n')),
    {
      type: ComponentType.ActionRow,
      components: [
        button(address('retry'), t('settings-screen.try-again'), { style: ButtonStyle.Primary }),
        back(view),
      ],
    },
  ]);
}

function menuMessage(view: FieldView, menu: APISelectMenuComponent): Message {
  const { field, value, address, t } = view;
  const clear = button(address('clear'), t('settings-screen.clear'));
  const lines = [`**${escapeMarkdown(nameOf(field, t))}**`, helpOf(field, t)];
  return panel([
    text(lines.join('\n').trim()),
    { type: ComponentType.ActionRow, components: [menu] },
    {
      type: ComponentType.ActionRow,
      components: field.meta.kind === 'choice' || isNone(value) ? [back(view)] : [clear, back(view)],
    },
  ]);
}

/** The select menu of a field, or undefined when its value is typed. */
function menuOf({ field, value: kept, guild, address, t }: FieldView): APISelectMenuComponent | undefined {
  const { kind, channels = ['text'], options = [] } = field.meta;
  // What is gone cannot be chosen, and what is chosen in its place takes it off.
  const value = without(kept, goneIn(guild, field, kept));
  const common = {
    custom_id: address('choose'),
    placeholder: shortened(nameOf(field, t), 150),
  };
  const one = <T extends SelectMenuDefaultValueType>(type: T) =>
    value === null ? {} : { default_values: defaults(type, [value as string]) };
  const several = <T extends SelectMenuDefaultValueType>(type: T) => ({
    min_values: 0,
    max_values: Math.min(25, boundsOf(field).max ?? 25),
    default_values: defaults(type, value as readonly string[]),
  });
  switch (kind) {
    case 'choice':
      return {
        ...common,
        type: ComponentType.StringSelect,
        options: options.map((option) => ({
          value: option,
          label: shortened(optionName(field, option, t), 100),
          default: option === value,
        })),
      };
    case 'channel':
      return {
        ...common,
        type: ComponentType.ChannelSelect,
        channel_types: channels.map((channel) => channelTypes[channel]),
        ...one(SelectMenuDefaultValueType.Channel),
      };
    case 'role':
      return { ...common, type: ComponentType.RoleSelect, ...one(SelectMenuDefaultValueType.Role) };
    case 'roles':
      return { ...common, type: ComponentType.RoleSelect, ...several(SelectMenuDefaultValueType.Role) };
    case 'user':
      return { ...common, type: ComponentType.UserSelect, ...one(SelectMenuDefaultValueType.User) };
    case 'users':
      return { ...common, type: ComponentType.UserSelect, ...several(SelectMenuDefaultValueType.User) };
    default:
      return undefined;
  }
}

const channelTypes = {
  text: ChannelType.GuildText,
  voice: ChannelType.GuildVoice,
  category: ChannelType.GuildCategory,
  forum: ChannelType.GuildForum,
  announcement: ChannelType.GuildAnnouncement,
} as const satisfies Record<ChannelKind, ChannelType>;

function defaults<T extends SelectMenuDefaultValueType>(
  type: T,
  ids: readonly string[],
): APISelectMenuDefaultValue<T>[] {
  return ids.map((id) => ({ id, type }));
}

const formats = {
  duration: 'settings-screen.format-duration',
  'time-zone': 'settings-screen.format-time-zone',
  names: 'settings-screen.format-names',
} as const;

/** What to type: the help or, where a person must know more, the format or the bounds. */
function hintOf(field: Field, t: Translate): string {
  const { kind } = field.meta;
  if (kind === 'number') {
    return `${t('settings-screen.bounds', { ...boundsOf(field) })} ${helpOf(field, t)}`;
  }
  return kind in formats ? t(formats[kind as keyof typeof formats]) : helpOf(field, t);
}

function back({ back, t }: FieldView): APIButtonComponentWithCustomId {
  return button(back, t('settings-screen.back'));
}
