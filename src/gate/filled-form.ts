import { ComponentType, type ModalData, type ModalSubmitInteraction } from 'discord.js';

type Sent = ModalSubmitInteraction['fields']['fields'];

/** Parts of a form, with what was sent in them. Files cannot be put back. */
export function filled<T>(part: T, sent: Sent): T {
  if (Array.isArray(part)) {
    return part.map((one) => filled(one, sent)) as T;
  }
  if (typeof part !== 'object' || part === null) {
    return part;
  }
  const { custom_id: id } = part as { custom_id?: string };
  const field = id === undefined ? undefined : sent.get(id);
  return field
    ? { ...part, ...heldBy(part, field) }
    : (Object.fromEntries(Object.entries(part).map(([key, value]) => [key, filled(value, sent)])) as T);
}

/** What a component is to hold so that it shows what was sent. */
function heldBy(component: object, field: ModalData): object {
  switch (field.type) {
    case ComponentType.TextInput:
      // Discord takes no empty value.
      return { value: field.value || undefined };
    case ComponentType.StringSelect:
    case ComponentType.CheckboxGroup:
      return { options: chosen(component, field.values) };
    case ComponentType.RadioGroup:
      return { options: chosen(component, field.value === null ? [] : [field.value]) };
    case ComponentType.Checkbox:
      return { default: field.value };
    case ComponentType.UserSelect:
      return { default_values: field.values.map((id) => ({ id, type: 'user' })) };
    case ComponentType.RoleSelect:
      return { default_values: field.values.map((id) => ({ id, type: 'role' })) };
    case ComponentType.ChannelSelect:
      return { default_values: field.values.map((id) => ({ id, type: 'channel' })) };
    default:
      return {};
  }
}

function chosen(component: object, values: readonly string[]): object[] {
  const { options } = component as { readonly options: readonly { readonly value: string }[] };
  return options.map((option) => ({ ...option, default: values.includes(option.value) }));
}
