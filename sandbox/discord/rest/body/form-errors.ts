import { DiscordError } from '../../errors.ts';

export type FormPath = readonly (string | number)[];

/** An error of a field: Discord's code and text. */
export type Problem = readonly [code: string, message: string];

/** More than this is left out of an answer, so that a huge body cannot make a huger answer. */
const ERRORS_SHOWN = 1000;

/** A branch of the tree. It has no prototype: its members are named by whoever sent the body. */
type Branch = { [step: string]: Branch | { code: string; message: string }[] };

/**
 * Gathers what is wrong with a body and writes it as Discord's error tree: one branch per member, `_errors` at the
 * leaves. Source: https://docs.discord.com/developers/reference#error-messages
 */
export class FormErrors {
  readonly #tree: Branch = Object.create(null);
  #count = 0;

  add(path: FormPath, code: string, message: string): void {
    this.#count += 1;
    if (this.#count > ERRORS_SHOWN) return;
    let branch = this.#tree;
    for (const step of path) {
      // A member that is itself called `_errors` has no branch of its own in such a tree.
      if (step === '_errors') break;
      branch = (branch[step] ??= Object.create(null)) as Branch;
    }
    const leaf = (branch._errors ??= []) as { code: string; message: string }[];
    leaf.push({ code, message });
  }

  get any(): boolean {
    return this.#count > 0;
  }

  /** @throws DiscordError 50035 with the tree, when there is any error. */
  throw(): void {
    if (this.any) throw new DiscordError(50035, { extra: { errors: this.#tree } });
  }
}

/** @throws DiscordError 50035 with this one error. */
export function refuseField(path: FormPath, code: string, message: string): never {
  const errors = new FormErrors();
  errors.add(path, code, message);
  errors.throw();
  throw new Error('unreachable');
}

/** The errors that any field can have, as Discord words them: `errors.add(path, ...problem.required)`. */
export const problem = {
  required: ['BASE_TYPE_REQUIRED', 'This field is required'],
  notAList: ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'],
  notADictionary: ['DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType'],
  notAModel: ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'],
  notABoolean: ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
  noMatch: ['STRING_TYPE_REGEX', 'String value did not match validation regex.'],
  badUrl: ['URL_TYPE_INVALID_URL', 'Not a well formed URL.'],
  length: (min: number | undefined, max: number | undefined): Problem => {
    if (min === undefined) return ['BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`];
    if (max === undefined) return ['BASE_TYPE_MIN_LENGTH', `Must be ${min} or more in length.`];
    return ['BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`];
  },
  choices: (values: readonly unknown[]): Problem => [
    'BASE_TYPE_CHOICES',
    `Value must be one of ${tuple(values)}.`,
  ],
  branch: (member: string, values: readonly unknown[]): Problem => [
    'UNION_TYPE_CHOICES',
    `Value of field "${member}" must be one of ${tuple(values)}.`,
  ],
  notAString: (value: unknown): Problem => [
    'STRING_TYPE_CONVERT',
    `Could not interpret "${shown(value)}" as string.`,
  ],
  notANumber: (value: unknown, kind: string): Problem => [
    'NUMBER_TYPE_COERCE',
    `Value "${shown(value)}" is not ${kind}.`,
  ],
  tooLarge: (max: number | string, kind = 'int'): Problem => [
    'NUMBER_TYPE_MAX',
    `${kind} value should be less than or equal to ${max}.`,
  ],
  tooSmall: (min: number, kind = 'int'): Problem => [
    'NUMBER_TYPE_MIN',
    `${kind} value should be greater than or equal to ${min}.`,
  ],
  badScheme: (scheme: string, schemes: readonly string[]): Problem => [
    'URL_TYPE_INVALID_SCHEME',
    `Scheme "${shown(scheme)}" is not supported. Scheme must be one of ${tuple(schemes)}.`,
  ],
  badTime: (value: unknown): Problem => [
    'DATE_TIME_TYPE_PARSE',
    `Could not parse ${shown(value)}. Should be ISO8601.`,
  ],
} as const satisfies Record<string, Problem | ((...values: never[]) => Problem)>;

/** Choices as Discord prints them: `(1,)`, `('users', 'roles')`. */
function tuple(values: readonly unknown[]): string {
  const printed = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return printed.length === 1 ? `(${printed[0]},)` : `(${printed.join(', ')})`;
}

/** What was sent, short, and never by its own `toString`. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[...]' : '{...}';
  const text = String(value);
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
