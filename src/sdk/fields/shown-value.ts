import { channelMention, escapeMarkdown, inlineCode, roleMention, userMention } from 'discord.js';
import { formatDuration } from '../duration.ts';
import type { SettingKind } from '../settings.ts';
import { shortened } from '../shortened.ts';
import type { Translate } from '../texts.ts';
import { type Field, optionName } from './field.ts';
import type { FieldView } from './field-editor.ts';
import { goneIn, without } from './gone.ts';

/** So that five settings with their help stay below the 4,000 characters of a message. */
const valueLimit = 200;

/** A value as people read it on the screen. A channel or role that is deleted has no name any more: that it is gone. */
export function shownValue({
  field,
  value,
  guild,
  t,
}: Pick<FieldView, 'field' | 'value' | 'guild' | 't'>): string {
  const { kind } = field.meta;
  const gone = goneIn(guild, field, value);
  const left = without(value, gone);
  const what = kind === 'channel' ? 'channel' : 'role';
  const shown = [
    ...(isNone(left) ? [] : [writers[kind](left as never, field, t)]),
    ...(gone.length === 0 ? [] : [`⚠️ ${t(`settings-screen.gone-${what}`, { count: gone.length })}`]),
  ];
  return shown.join(', ') || t(`settings-screen.${field.meta.needed ? 'needed' : 'not-set'}`);
}

/** Whether nothing is set. */
export const isNone = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

type Writer = (value: never, field: Field, t: Translate) => string;

const listed = (write: (id: string) => string) => (ids: readonly string[]) => {
  const shown = ids.slice(0, 8).map(write).join(', ');
  return ids.length > 8 ? `${shown}, +${ids.length - 8}` : shown;
};

const writers: Record<SettingKind, Writer> = {
  text: (text: string) => escapeMarkdown(shortened(text, valueLimit)),
  number: (number: number) => String(number),
  duration: (minutes: number) => formatDuration(minutes),
  'time-zone': (zone: string) => inlineCode(zone),
  names: (names: readonly string[]) => escapeMarkdown(shortened(names.join(', '), valueLimit)),
  toggle: (on: boolean, _, t) => t(on ? 'settings-screen.on' : 'settings-screen.off'),
  choice: (option: string, field, t) => optionName(field, option, t),
  channel: (id: string) => channelMention(id),
  role: (id: string) => roleMention(id),
  user: (id: string) => userMention(id),
  roles: listed((id) => roleMention(id)),
  users: listed((id) => userMention(id)),
};

/** A value as a person would type it into its modal. */
export function typedValue({ meta }: Field, value: unknown): string {
  if (meta.kind === 'names') {
    return (value as readonly string[]).join('\n');
  }
  return meta.kind === 'duration' ? formatDuration(value as number) : String(value ?? '');
}
