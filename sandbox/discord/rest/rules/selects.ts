import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';
import { type Emoji, emojiRules } from './buttons.ts';

export interface Select {
  readonly min_values?: number | null;
  readonly max_values?: number | null;
  readonly default_values?: readonly unknown[] | null;
  readonly options?:
    | readonly { readonly value: string; readonly default?: boolean | null; readonly emoji?: Emoji | null }[]
    | null;
}

const tooManyDefaults = [
  'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
  'The specified number of default values exceeds the specified maximum values',
] as const;

/**
 * Whatever a person chooses from: select menus, checkbox groups, file uploads. How many may be chosen must agree with
 * itself and with what there is. Source: https://docs.discord.com/developers/components/reference#string-select
 *
 * @param mostByDefault what `max_values` is when it is left out.
 */
export function selectRules(select: Select, errors: FormErrors, path: FormPath, mostByDefault = 1): void {
  const { min_values: min, max_values: max, options } = select;
  const most = max ?? mostByDefault;
  if (typeof min === 'number' && min > most)
    errors.add([...path, 'min_values'], ...problem.tooLarge(most, 'min_values'));
  if (options) {
    const at = [...path, 'options'];
    if (typeof max === 'number' && max > options.length) errors.add(at, ...problem.length(max, undefined));
    const values = new Set<string>();
    options.forEach(({ value, emoji }, index) => {
      if (values.has(value))
        errors.add(
          [...at, index],
          'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
          'The specified option value is already used',
        );
      values.add(value);
      emojiRules(emoji, errors, [...at, index, 'emoji']);
    });
    if (options.filter((option) => option.default).length > most) errors.add(at, ...tooManyDefaults);
  }
  if (select.default_values && select.default_values.length > most)
    errors.add([...path, 'default_values'], ...tooManyDefaults);
}
