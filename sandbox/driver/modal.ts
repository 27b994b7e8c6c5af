import { ComponentType as T } from 'discord-api-types/v10';
import { allComponents } from '../discord/state/messages.ts';
import type { Component, Interaction, User } from '../discord/state/types.ts';

export interface ModalField {
  readonly label: string;
  readonly description: string | undefined;
  readonly customId: string;
  readonly kind: string;
  readonly required: boolean;
  readonly placeholder: string | undefined;
  /** What a text input stands filled in with. */
  readonly value: string | undefined;
  /** The labels of a select menu, radio group or checkbox group. */
  readonly options: readonly string[];
}

/** The kinds of component that a person fills in. */
const kinds: Record<number, string> = {
  [T.TextInput]: 'text',
  [T.StringSelect]: 'select',
  [T.UserSelect]: 'users',
  [T.RoleSelect]: 'roles',
  [T.MentionableSelect]: 'mentionables',
  [T.ChannelSelect]: 'channels',
  [T.FileUpload]: 'files',
  [T.RadioGroup]: 'radio',
  [T.CheckboxGroup]: 'checkboxes',
  [T.Checkbox]: 'checkbox',
};

/** A modal that is open on somebody's screen. */
export class OpenModal {
  /** The interaction that was answered with it. */
  readonly interaction: Interaction;
  readonly title: string;
  readonly customId: string;
  readonly fields: readonly ModalField[];
  readonly #components: readonly Component[];

  constructor(
    interaction: Interaction,
    modal: { custom_id: string; title: string; components: Component[] },
  ) {
    this.interaction = interaction;
    this.title = modal.title;
    this.customId = modal.custom_id;
    this.#components = modal.components;
    this.fields = fieldsOf(modal.components);
  }

  get text(): string {
    const texts = [...allComponents(this.#components)]
      .filter(({ type }) => type === T.TextDisplay)
      .map(({ content }) => String(content));
    return [`Modal: ${this.title}`, ...texts, ...this.fields.map(fieldLine)].join('\n');
  }

  /** The field with this label or custom id. @throws Error that names those there are. */
  field(name: string): ModalField {
    const found = this.fields.find(({ label, customId }) => label === name || customId === name);
    if (found) return found;
    const labels = this.fields.map(({ label }) => label).join(', ');
    throw new Error(`the modal '${this.title}' has no field '${name}'. It has: ${labels}.`);
  }

  /** The component of a field, for its options. */
  component(field: ModalField): Component {
    return [...allComponents(this.#components)].find(({ custom_id: id }) => id === field.customId)!;
  }
}

function fieldLine({ label, description, required, options, value }: ModalField): string {
  const list = options.length > 0 ? ` {${options.join(' | ')}}` : '';
  return [
    `${label}${required ? ' *' : ''}:${list}${value ? ` ${value}` : ''}`,
    ...(description ? [`  ${description}`] : []),
  ].join('\n');
}

function fieldsOf(components: readonly Component[]): ModalField[] {
  return components.flatMap((top) => {
    const inner =
      top.type === T.Label ? [top.component as Component] : ((top.components ?? []) as Component[]);
    return inner
      .filter(({ type }) => kinds[type] !== undefined)
      .map((component) => ({
        label: String(top.label ?? component.label ?? component.custom_id),
        description: top.description as string | undefined,
        customId: String(component.custom_id),
        kind: kinds[component.type]!,
        required: component.type !== T.Checkbox && component.required !== false,
        placeholder: component.placeholder as string | undefined,
        value: component.value as string | undefined,
        options: ((component.options ?? []) as { label: string }[]).map(({ label }) => label),
      }));
  });
}

/** Which modal stands open on whose screen: one for each person, as in a client. */
export class Modals {
  readonly #open = new Map<User, OpenModal>();

  of(user: User): OpenModal | undefined {
    return this.#open.get(user);
  }

  close(user: User): boolean {
    return this.#open.delete(user);
  }

  /** Opens the modal that was answered with; closes the one whose sending was answered. It stays after a failure. */
  settle(user: User, interaction: Interaction): void {
    const { answer } = interaction;
    if (answer?.kind === 'modal') this.#open.set(user, new OpenModal(interaction, answer.modal));
    else if (interaction.type === 5 && answer) this.#open.delete(user);
  }
}
