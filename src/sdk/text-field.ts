import { type APILabelComponent, ComponentType, TextInputStyle } from 'discord.js';

/** A text that a form asks for. */
export interface TextField {
  readonly id: string;
  readonly label: string;
  /** In characters. */
  readonly max: number;
  readonly long?: boolean;
  readonly required?: boolean;
  /** What stands there already. */
  readonly value?: string;
  readonly hint?: string;
}

/** A field of a form (modal), with its label above it. */
export function textField({ id, label, max, long, required, value, hint }: TextField): APILabelComponent {
  return {
    type: ComponentType.Label,
    label,
    ...(hint ? { description: hint } : {}),
    component: {
      type: ComponentType.TextInput,
      custom_id: id,
      style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required: required ?? false,
      max_length: max,
      ...(value ? { value } : {}),
    },
  };
}
