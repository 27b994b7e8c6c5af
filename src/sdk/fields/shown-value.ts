import { channelMention, escapeMarkdown, inlineCode, roleMention, userMention } from 'discord.js';
import { formatDuration } from '../duration.ts';
import type { SettingKind } from '../settings.ts';
import { shortened } from '../shortened.ts';
import type { Translate } from '../texts.ts';
import { type Field, optionName } from './field.ts';

/** So that five settings with their help stay below the 4,000 characters of a message. */
const valueLimit = 200;

/** A value as people read it on the screen. */
export function shownValue(field: Field, value: unknown, t: Translate): string {
  const none = t('settings-screen.not-set');
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
    ? none
    : writers[field.meta.kind](value as never, field, t);
}

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
