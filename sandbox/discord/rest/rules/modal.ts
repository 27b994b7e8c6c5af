import { ComponentType as C } from 'discord-api-types/v10';
import { modalLimits } from '../../limits.ts';
import { characters } from '../body/field-readers.ts';
import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';
import { ComponentIds, type GivenComponent } from './components.ts';
import { type Select, selectRules } from './selects.ts';

interface TextInput {
  readonly value?: string | null;
  readonly min_length?: number | null;
  readonly max_length?: number | null;
}

/**
 * Adds to `errors` what Discord has against a modal (the `data` of callback type 9) beyond its schema, which it must
 * have passed. Source: https://docs.discord.com/developers/interactions/receiving-and-responding#modal
 */
export function modalRules(modal: object, errors: FormErrors, path: FormPath = []): void {
  const { components } = modal as { components: readonly GivenComponent[] };
  const at = [...path, 'components'];
  if (components.length > modalLimits.components)
    errors.add(at, ...problem.length(1, modalLimits.components));
  const ids = new ComponentIds(errors);
  components.forEach((component, index) => {
    const here = [...at, index];
    ids.take(component, here);
    if (component.type === C.Label) {
      const inner = component.component as GivenComponent;
      ids.take(inner, [...here, 'component']);
      inputRules(inner, errors, [...here, 'component']);
    }
    if (component.type === C.ActionRow)
      (component.components as readonly GivenComponent[]).forEach((input, number) => {
        const there = [...here, 'components', number];
        ids.take(input, there);
        // Outside a label a text input has to bring its own.
        if (!input.label) errors.add([...there, 'label'], ...problem.required);
        if (number > 0)
          errors.add(
            there,
            'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
            'The specified component exceeds the maximum width',
          );
        inputRules(input, errors, there);
      });
  });
}

/** How many a kind of component takes when `max_values` is left out. */
const mostByDefault: Readonly<Record<number, number>> = { [C.CheckboxGroup]: 10 };

function inputRules(input: GivenComponent, errors: FormErrors, path: FormPath): void {
  if (input.type === C.TextInput) textRules(input as TextInput, errors, path);
  else selectRules(input as Select, errors, path, mostByDefault[input.type]);
  if (input.disabled)
    errors.add([...path, 'disabled'], 'COMPONENT_DISABLED_IN_MODAL', 'A modal has no disabled components');
}

function textRules(
  { value, min_length: min, max_length: max }: TextInput,
  errors: FormErrors,
  path: FormPath,
): void {
  const most = max ?? modalLimits.textInput;
  if ((min ?? 0) > most) errors.add([...path, 'min_length'], ...problem.tooLarge(most));
  if (value && (characters(value) > most || characters(value) < (min ?? 0)))
    errors.add([...path, 'value'], ...problem.length(min ?? undefined, most));
}
