import { z } from 'zod';

/** The part of JSON Schema that settings are made of. */
interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly guildhall?: { readonly kind?: string };
}

export interface Mismatch {
  /** Below the value that was checked. */
  readonly path: readonly PropertyKey[];
  /** `expected a whole number from 1 to 25, not 99`. */
  readonly message: string;
}

/** Everything in `value` that is not as `schema` wants it, each with what was expected in plain words. */
export function mismatches(schema: z.ZodType, value: unknown): Mismatch[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.map(({ path, code, message }) => {
    const own = code === 'custom' || message.startsWith('expected');
    const expected = own ? message : (expectedAt(schema, path) ?? message);
    return { path, message: `${expected}, not ${shown(at(value, path))}` };
  });
}

function expectedAt(schema: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  let shape: Shape | undefined = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  for (const key of path) {
    shape = typeof key === 'number' ? shape?.items : shape?.properties?.[String(key)];
  }
  const words = shape && wordsOf(shape);
  return words && `expected ${words}`;
}

const byType: Readonly<Record<string, (shape: Shape) => string>> = {
  boolean: () => 'true or false',
  null: () => 'null',
  object: () => 'an object in braces',
  integer: (shape) =>
    `${shape.guildhall?.kind === 'duration' ? 'a whole number of minutes' : 'a whole number'}${range(shape.minimum, shape.maximum)}`,
  number: (shape) => `a number${range(shape.minimum, shape.maximum)}`,
  string: (shape) =>
    shape.pattern?.startsWith('^\\d{17')
      ? 'an id of 17 to 20 digits in quotes'
      : `a text in quotes${counted('character', shape.minLength, shape.maxLength)}`,
  array: (shape) => `a list in brackets${counted('entry', shape.minItems, shape.maxItems)}`,
};

function wordsOf(shape: Shape): string | undefined {
  if (shape.enum) {
    return `one of ${shape.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  }
  if (shape.anyOf) {
    const choices = shape.anyOf.map(wordsOf);
    return choices.includes(undefined) ? undefined : choices.join(' or ');
  }
  return byType[shape.type ?? '']?.(shape);
}

/** Zod gives every whole number the bounds of what a double holds exactly: no news for anybody. */
function range(minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER): string {
  const from = minimum > Number.MIN_SAFE_INTEGER;
  const to = maximum < Number.MAX_SAFE_INTEGER;
  if (from && to) return ` from ${minimum} to ${maximum}`;
  if (from) return ` of at least ${minimum}`;
  return to ? ` of at most ${maximum}` : '';
}

const plurals: Readonly<Record<string, string>> = { character: 'characters', entry: 'entries' };

function counted(what: string, least = 0, most?: number): string {
  if (most === undefined) return least > 0 ? ` of at least ${least} ${plurals[what]}` : '';
  return least > 0 ? ` of ${least} to ${most} ${plurals[what]}` : ` of up to ${most} ${plurals[what]}`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 60 ? `${json.slice(0, 60)}...` : json;
}
