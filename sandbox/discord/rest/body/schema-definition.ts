import type { $ZodType } from 'zod/v4/core';
import type { TextFormat } from './field-readers.ts';

/** What a schema is made of. The package exports no types for its parts, so these are the ones that are read here. */
export interface Definition {
  readonly type: string;
  readonly format?: string;
  readonly innerType?: $ZodType;
  readonly element?: $ZodType;
  readonly valueType?: $ZodType;
  readonly shape?: Record<string, $ZodType>;
  readonly options?: readonly $ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Record<string, string | number>;
  readonly getter?: () => $ZodType;
  readonly checks?: readonly { _zod: { def: CheckDefinition } }[];
}

export interface CheckDefinition {
  readonly check: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
}

/** What zod keeps of a schema. */
export const definition = (schema: $ZodType): Definition => schema._zod.def as unknown as Definition;

/** The checks that are read here. */
export const knownChecks: ReadonlySet<string> = new Set([
  'min_length',
  'max_length',
  'greater_than',
  'less_than',
  'string_format',
  'number_format',
]);

/** The bounds of a length. */
export const length = (checks: readonly CheckDefinition[]) => ({
  min: checks.find(({ check }) => check === 'min_length')?.minimum,
  max: checks.find(({ check }) => check === 'max_length')?.maximum,
});

const INT32 = { min: -(2 ** 31), max: 2 ** 31 - 1 };

/** The bounds of a number: those it is given, else those of its format. */
export const range = (checks: readonly CheckDefinition[], def?: Definition) => ({
  min: checks.find(({ check }) => check === 'greater_than')?.value ?? formatRange(def).min,
  max: checks.find(({ check }) => check === 'less_than')?.value ?? formatRange(def).max,
});

const formatRange = (def: Definition | undefined): Partial<typeof INT32> =>
  def?.format === 'int32' ? INT32 : {};

/** Whether the number is certainly whole: of 32 bits, or bounded by what a double can count to. */
export const wholeNumber = (def: Definition, checks: readonly CheckDefinition[]): boolean =>
  def.format !== undefined || range(checks).max === Number.MAX_SAFE_INTEGER;

/** What a text has to look like. */
export function formats(def: Definition, checks: readonly CheckDefinition[]): TextFormat[] {
  return [def as unknown as CheckDefinition, ...checks].flatMap(({ format, pattern }): TextFormat[] => {
    if (format === 'url' || format === 'datetime') return [format];
    if (pattern?.source === '^(0|[1-9][0-9]*)$') return ['snowflake'];
    return pattern ? [pattern] : [];
  });
}
