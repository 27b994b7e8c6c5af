import { type APISectionComponent, ComponentType, escapeMarkdown, inlineCode } from 'discord.js';
import { button, text } from '../panel.ts';
import { shortened } from '../shortened.ts';
import { helpOf, nameOf } from './field.ts';
import type { FieldView } from './field-editor.ts';
import { goneIn } from './gone.ts';
import { shownValue } from './shown-value.ts';

/** A field on a screen. */
export interface FieldRow extends Omit<FieldView, 'back' | 'address'> {
  /** @param to what a toggle is switched to. */
  readonly address: (act: 'edit' | 'toggle', ...to: ('on' | 'off')[]) => string;
  /** The file that decides it, if one does. */
  readonly file?: string | undefined;
  /** What is wrong with its value, if anything is. */
  readonly warning?: string | undefined;
}

/** A field with its value, what it is for, and a button that changes it. It takes three components of a message. */
export function fieldRow({ field, value, guild, address, file, warning, t }: FieldRow): APISectionComponent {
  const help = helpOf(field, t);
  const lines = [
    `**${escapeMarkdown(nameOf(field, t))}**: ${shownValue({ field, value, guild, t })}`,
    ...(help ? [shortened(help, 300)] : []),
    ...(warning === undefined ? [] : [`⚠️ ${warning}`]),
    ...(file === undefined ? [] : [`-# ${t('settings-screen.fixed-by', { file: inlineCode(file) })}`]),
  ];
  const toggles = field.meta.kind === 'toggle';
  const label = toggles
    ? t(value ? 'settings-screen.switch-off' : 'settings-screen.switch-on')
    : t(goneIn(guild, field, value).length > 0 ? 'settings-screen.choose-another' : 'settings-screen.change');
  // The button says what it will set: two clicks in a row do not undo each other.
  const id = toggles ? address('toggle', value ? 'off' : 'on') : address('edit');
  return {
    type: ComponentType.Section,
    components: [text(lines.join('\n'))],
    accessory:
      file === undefined ? button(id, label) : button(id, t('settings-screen.fixed'), { disabled: true }),
  };
}
