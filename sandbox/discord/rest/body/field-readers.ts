import { messageLimits } from '../../limits.ts';
import { type FormErrors, type Problem, problem } from './form-errors.ts';

/** Where a reader is in a body, and where it writes what is wrong. */
export class Walk {
  readonly path: (string | number)[] = [];
  /** Whether a value may be another type that Discord converts: the string `"5"` for a number, 1 for `true`. */
  readonly lenient: boolean;
  readonly #errors: FormErrors | undefined;
  failures = 0;

  /** @param errors nothing, to only count what is wrong. */
  constructor(errors: FormErrors | undefined, lenient: boolean) {
    this.#errors = errors;
    this.lenient = lenient;
  }

  fail([code, message]: Problem): void {
    this.failures += 1;
    this.#errors?.add(this.path, code, message);
  }
}

/** Checks a value; gives it back as Discord reads it. */
export type Read = (value: unknown, walk: Walk) => unknown;

/** Neither null nor left out. */
export function present(read: Read): Read {
  return (value, walk) => {
    if (value !== undefined && value !== null) return read(value, walk);
    walk.fail(problem.required);
    return value;
  };
}

export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** The length of a text in characters, as Discord counts them: an emoji outside the basic plane is one. */
export function characters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      count -= 1;
      at += 1;
    }
  }
  return count;
}

export type TextFormat = 'snowflake' | 'url' | 'datetime' | RegExp;

/** Reads a text of a bounded length, of all `formats`. */
export function textReader({ min, max }: Bounds, formats: readonly TextFormat[]): Read {
  return (value, walk) => {
    let text = value;
    if (typeof text === 'number' && walk.lenient && Number.isFinite(text)) text = String(text);
    if (typeof text !== 'string') {
      const snowflake = formats.includes('snowflake');
      walk.fail(snowflake ? problem.notANumber(value, 'snowflake') : problem.notAString(value));
      return value;
    }
    const tooShort = min !== undefined && text.length < min;
    if (tooShort || (max !== undefined && text.length > max && characters(text) > max))
      walk.fail(problem.length(min, max));
    else
      for (const format of formats) {
        const wrong = formatProblem(text, format);
        if (wrong) walk.fail(wrong);
      }
    return text;
  };
}

const LARGEST_SNOWFLAKE = 2n ** 63n - 1n;
const ISO8601 = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

function formatProblem(text: string, format: TextFormat): Problem | undefined {
  if (format === 'snowflake') {
    if (!/^\d{1,20}$/.test(text)) return problem.notANumber(text, 'snowflake');
    return BigInt(text) > LARGEST_SNOWFLAKE
      ? problem.tooLarge(LARGEST_SNOWFLAKE.toString(), 'snowflake')
      : undefined;
  }
  // An empty link is none: Discord takes it.
  if (format === 'url') return text === '' || wellFormed(text) ? undefined : problem.badUrl;
  if (format === 'datetime')
    return ISO8601.test(text) && !Number.isNaN(Date.parse(text)) ? undefined : problem.badTime(text);
  return format.test(text) ? undefined : problem.noMatch;
}

/** Discord looks for a scheme and a host, and takes file names with spaces after `attachment://`. */
function wellFormed(text: string): boolean {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\/[^/]/i.exec(text) ?? [];
  if (scheme === undefined) return false;
  return !/^https?$/i.test(scheme) || URL.canParse(text);
}

/** Members that are bit sets too wide for a JSON number: Discord writes them as strings and reads both. */
const BIT_SETS: ReadonlySet<unknown> = new Set([
  'allow',
  'deny',
  'permissions',
  'default_member_permissions',
]);

/** The few members that are not whole numbers. */
const FRACTIONS: ReadonlySet<unknown> = new Set([
  'value',
  'min_value',
  'max_value',
  'duration_secs',
  'volume',
]);

const INT64 = 2 ** 63;

/** Reads a number, or a member that holds bits. */
export function numberReader({ min, max }: Bounds, whole: boolean): Read {
  return (value, walk) => {
    const member = walk.path.at(-1);
    if (BIT_SETS.has(member)) return readBits(value, walk);
    const fraction = !whole && FRACTIONS.has(member);
    let number = value;
    if (typeof number === 'string' && walk.lenient)
      number = (fraction ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/).test(number) ? Number(number) : undefined;
    if (fraction ? !Number.isFinite(number) : !Number.isInteger(number)) {
      walk.fail(problem.notANumber(value, fraction ? 'float' : whole ? 'int32' : 'int'));
      return value;
    }
    const known = number as number;
    const kind = fraction ? 'float' : 'int';
    if (known > (max ?? INT64)) walk.fail(problem.tooLarge(max ?? '9223372036854775807', kind));
    if (known < (min ?? -INT64)) walk.fail(problem.tooSmall(min ?? -INT64, kind));
    return known;
  };
}

function readBits(value: unknown, walk: Walk): unknown {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || !/^-?\d{1,30}$/.test(text)) {
    walk.fail(problem.notANumber(value, 'int'));
    return value;
  }
  if (text.startsWith('-')) walk.fail(problem.tooSmall(0));
  return text;
}

const booleans = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  [1, true],
  [0, false],
  ['true', true],
  ['True', true],
  ['1', true],
  ['false', false],
  ['False', false],
  ['0', false],
]);

/** Reads a yes or no. */
export const readBoolean: Read = (value, walk) => {
  const read = typeof value === 'boolean' || walk.lenient ? booleans.get(value) : undefined;
  if (read !== undefined) return read;
  walk.fail(problem.notABoolean);
  return value;
};

/** Reads one of `values`. */
export function choiceReader(values: readonly unknown[]): Read {
  const numbers = values.every((choice) => typeof choice === 'number');
  return (value, walk) => {
    const read = numbers && walk.lenient && typeof value === 'string' && value !== '' ? Number(value) : value;
    if (values.includes(read)) return read;
    const convertible = !numbers || (typeof read === 'number' && !Number.isNaN(read));
    walk.fail(convertible ? problem.choices(values) : problem.notANumber(value, 'int'));
    return value;
  };
}

/** Whatever a client uses to know its message again. */
export const readNonce: Read = (value, walk) => {
  if (value === undefined || value === null) return value;
  if (typeof value === 'string') {
    if (characters(value) > messageLimits.nonce)
      walk.fail(['NONCE_TYPE_TOO_LONG', `Must be ${messageLimits.nonce} or fewer characters long.`]);
  } else if (!Number.isInteger(value))
    walk.fail(['NONCE_TYPE_INVALID_TYPE', 'This field must be a string or integer.']);
  return value;
};
